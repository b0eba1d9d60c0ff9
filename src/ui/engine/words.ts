import type { Variants } from '../../policy/webgpu/variants'
import type { ReadyEngine } from '../../worker/client'
import { type EngineChoice, forms, MEASURED } from '../../worker/engineSettings'

export const engineTitles: Readonly<Record<EngineChoice, string>> = {
  fused: 'Fused',
  reference: 'Reference',
  cpu: 'Processor',
}

export const engineDescriptions: Readonly<Record<EngineChoice, string>> = {
  fused: 'WebGPU kernels written for this policy, with hand-derived gradients.',
  reference: 'TensorFlow.js on WebGPU: the same method and, up to rounding, the same numbers; many times slower.',
  cpu: 'WebAssembly kernels on one core of the processor, without WebGPU: slower than a graphics card, and several times faster than WebGPU in software.',
}

/** `16 × 8 with exchange` */
export function tileText({ rows, columns, exchange }: Variants['tile']): string {
  return `${rows} × ${columns}${exchange ? ' with exchange' : ''}`
}

/** `one invocation a group of 8 sequences` */
export function rolloutText({ threads, sequences }: { threads: number; sequences: number }): string {
  const leader = threads === 1 ? 'one invocation' : 'one workgroup'
  return sequences === 1 ? `${leader} a sequence` : `${leader} a group of ${sequences} sequences`
}

export const tileOptions = [
  { value: MEASURED, title: 'Measured' },
  ...[...forms.tile].map(([value, form]) => ({ value, title: tileText(form) })),
]

export const rolloutOptions = [
  { value: MEASURED, title: 'Measured' },
  ...[...forms.rollout].map(([value, form]) => ({ value, title: capital(rolloutText(form)) })),
]

/** What was measured on the device: `Measured here: tiles of 8 × 8, one invocation a group of 8 sequences.` */
export function measuredText({ measured }: Pick<ReadyEngine, 'measured'>): string | undefined {
  return measured && `Measured here: tiles of ${tileText(measured.tile)}, ${rolloutText(measured.rollout)}.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
