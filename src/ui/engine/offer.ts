import type { RefusedEngine } from '../../worker/client'
import type { EngineChoice } from '../../worker/engineSettings'

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
    'The processor can train in place of the device, on one of its cores: the same method and, up to rounding, the same numbers. One seed of the default experiment takes it half a minute or so.',
}

/** What can train in place of an engine that was refused; undefined where nothing can. */
export function offerFor({ engine, problem }: Pick<RefusedEngine, 'engine' | 'problem'>): Offer | undefined {
  if (problem === 'worker' || engine === 'cpu') return undefined
  const hasDevice = problem !== 'no-webgpu' && problem !== 'no-adapter'
  return engine === 'fused' && hasDevice ? reference : processor
}
