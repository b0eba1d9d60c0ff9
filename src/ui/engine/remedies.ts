import type { RefusedEngine, TrainingProblem } from '../../worker/client'
import type { EngineChoice } from '../../worker/engineSettings'

/** A title, and what a visitor can do. */
interface Remedy {
  title: string
  steps: readonly string[]
}

/** What a visitor can do about an engine that was refused, or that was lost. */
export const remedyFor = ({ engine, problem }: Pick<RefusedEngine, 'engine' | 'problem'>): Remedy =>
  (engine === 'cpu' ? processorRemedies[problem] : undefined) ?? remedies[problem]

/** The processor's engine has no graphics device that could be in the way. */
const processorRemedies: Partial<Record<TrainingProblem, Remedy>> = {
  insufficient: {
    title: 'There is not enough memory',
    steps: ['Close other programs or pages, or choose fewer seeds, methods or threads.'],
  },
  'self-check': {
    title: 'The engine did not pass its check in this browser',
    steps: [
      'Before anything is trained here, a small computation has to give known numbers: otherwise no result could be trusted.',
      'Update the browser or use another one, then check again.',
    ],
  },
  lost: {
    title: 'A part of the processor’s engine ended',
    steps: [
      'The browser ended it, most likely for want of memory.',
      'Check again; with fewer threads it needs less memory.',
    ],
  },
}

const remedies: Readonly<Record<TrainingProblem, Remedy>> = {
  'no-webgpu': {
    title: 'This browser does not offer WebGPU',
    steps: [
      'Use a recent Chrome or Edge (113 or later; on Linux and Android a later one), Safari 26, or Firefox 141 or later on Windows.',
      'WebGPU exists only on secure pages: open this page by https, or from localhost.',
    ],
  },
  'no-adapter': {
    title: 'The browser found no graphics device',
    steps: [
      'Update the graphics driver and restart the browser.',
      'See whether hardware acceleration is on in the browser’s settings; chrome://gpu tells what is blocked and why.',
      'On Linux, Chrome may need “Vulkan” and “Unsafe WebGPU Support” switched on in chrome://flags.',
    ],
  },
  insufficient: {
    title: 'The graphics device lacks something that training needs',
    steps: [
      'Try another browser or, on a computer with two graphics devices, choose the stronger one for the browser.',
    ],
  },
  'self-check': {
    title: 'The engine did not pass its check on this device',
    steps: [
      'Before anything is trained here, a small computation has to give known numbers: otherwise no result could be trusted.',
      'Update the graphics driver or use another browser, then check again.',
    ],
  },
  lost: {
    title: 'The graphics device was lost',
    steps: [
      'The browser or the driver took the device away, after sleep, a driver restart or for want of memory.',
      'Check again; if that does not help, reload the page. The link keeps the settings.',
    ],
  },
  engine: {
    title: 'The engine could not be started',
    steps: ['Reload the page. If that does not help, update the browser, or use another one.'],
  },
  worker: {
    title: 'Training is not possible on this page',
    steps: ['Reload the page. The link keeps the settings.'],
  },
}

/** Another engine to train on, the button for it, and what taking it means. */
export interface Offer {
  engine: EngineChoice
  button: string
  meaning: string
}

const reference: Offer = {
  engine: 'reference',
  button: 'Use the reference engine',
  meaning:
    'The reference engine can train in its place, on the same device: the same method and, up to rounding, the same numbers, but many times slower.',
}

const processor: Offer = {
  engine: 'cpu',
  button: 'Train on the processor',
  meaning:
    'The processor can train in place of the device: the same method and, up to rounding, the same numbers. One seed of the default experiment takes it half a minute or less.',
}

/** What can train in place of an engine that was refused; undefined where nothing can. */
export function offerFor({ engine, problem }: Pick<RefusedEngine, 'engine' | 'problem'>): Offer | undefined {
  if (problem === 'worker' || engine === 'cpu') return undefined
  const hasDevice = problem !== 'no-webgpu' && problem !== 'no-adapter'
  return engine === 'fused' && hasDevice ? reference : processor
}
