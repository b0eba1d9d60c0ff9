import type { BenchmarkResult, MissingRow } from '../../benchmark/result'
import type { BenchmarkSize } from '../../worker/benchmark/client'
import { MISSING } from '../format'

export const sizes: Readonly<Record<BenchmarkSize, { title: string; about: string }>> = {
  smoke: { title: 'Smoke test', about: 'One small step and rollout of each engine: shows that they work.' },
  quick: { title: 'Quick', about: 'Few samples; seconds on a GPU, under 5 minutes on software WebGPU.' },
  full: { title: 'Full', about: '20 samples of nearly everything; minutes on a GPU, far longer on software WebGPU.' },
}

/** In the order of the choice. */
export const sizeIds = Object.keys(sizes) as BenchmarkSize[]

const engineNames: Readonly<Record<MissingRow['engine'], string>> = {
  fused: 'Fused',
  reference: 'Reference',
  cpu: 'Processor',
  stockTfjs: 'Reference on tfjs’s own kernels',
  jax: 'jax-js',
  ceiling: 'Matrix product',
}

export const engineName = (id: MissingRow['engine']): string => engineNames[id]

/** A measured number with three significant digits: `1,530`, `0.0412`. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING
  return value.toLocaleString('en', { maximumSignificantDigits: 3 }).replace('-', '−')
}

export const megabytes = (bytes: number | null): string => (bytes === null ? MISSING : `${figure(bytes / 1e6)} MB`)

/** The figures that everyone asks for, of the fused engine unless they say otherwise. */
export function headlines(result: BenchmarkResult): readonly { name: string; value: string }[] {
  const { ratios } = result
  const withUnit = (value: number | null, unit: string): string =>
    value === null ? MISSING : `${figure(value)}${unit}`
  return [
    { name: 'Faster than the reference', value: withUnit(ratios.reference, ' ×') },
    { name: 'Faster than the processor', value: withUnit(ratios.cpu, ' ×') },
    { name: 'Step of 16 members / 16 steps of one', value: figure(ratios.population16) },
    { name: 'Dispatches a step', value: figure(result.dispatchesPerStep) },
    { name: 'Host’s part of a step', value: withUnit(result.encodeMsPerStep, ' ms') },
    { name: 'Warm-up', value: withUnit(result.warmUpMs, ' ms') },
    { name: 'Device memory', value: megabytes(result.memoryBytes) },
    { name: 'Rollout', value: withUnit(result.rolloutTokensPerSecond, ' tokens/s') },
    { name: 'Matrix product, at best', value: withUnit(result.ceilingGflops, ' GFLOP/s') },
    {
      name: 'Share of it that a step reaches',
      value: withUnit(result.ceilingFraction && 100 * result.ceilingFraction, ' %'),
    },
  ]
}

/** The text of `bench.json`: the result, and where and when it came about, as far as a page knows. */
export function benchmarkText(result: BenchmarkResult, date: string): string {
  const file = { ...result, date, command: 'Benchmark view', browser: navigator.userAgent }
  return `${JSON.stringify(file, undefined, 2)}\n`
}
