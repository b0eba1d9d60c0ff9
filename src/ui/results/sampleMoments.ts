import type { SamplesEvent } from '../../experiment/events'
import type { RunResults } from '../../experiment/results'

/** A point of training at which responses were sampled. */
export interface SampleMoment {
  key: string
  title: string
}

const keyOf = ({ stage, step }: SamplesEvent): string => `${stage} ${step}`

/** Every moment that has samples, in the run's order. */
export function sampleMoments({ samples, config }: RunResults): SampleMoment[] {
  const moments = new Map<string, SampleMoment>()
  for (const event of samples) {
    const key = keyOf(event)
    if (!moments.has(key)) moments.set(key, { key, title: momentTitle(event, config?.rl.steps) })
  }
  return [...moments.values()]
}

function momentTitle({ stage, step }: SamplesEvent, rlSteps: number | undefined): string {
  if (stage === 'pretrain') return 'Base policy'
  if (stage === 'rl' && step === 0) return 'After SFT, before RL'
  if (stage === 'rl' && step === rlSteps) return 'After RL'
  return `${stage === 'rl' ? 'RL' : 'SFT'}, step ${step}`
}

/** The samples of one seed at one moment; the newest, should a moment come twice. */
export function samplesAt({ samples }: RunResults, moment: string, seed: number): SamplesEvent | undefined {
  return samples.findLast((event) => keyOf(event) === moment && event.seed === seed)
}
