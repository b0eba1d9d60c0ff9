import type { StepMetrics } from './engine'
import { type Objective, pearOf } from './objective'

/** What engines sum over a step's response tokens: the loss with its reduction, a maximum, else means over response tokens. */
export const CHANNELS = [
  'loss',
  'nll',
  'entropy',
  'weight',
  'weightSquared',
  'kl',
  'deltaClippedLow',
  'deltaClippedHigh',
  'logGClippedLow',
  'logGClippedHigh',
  'ratioClippedLow',
  'ratioClippedHigh',
  'mismatch',
  'mismatchMax',
] as const
export type Channel = (typeof CHANNELS)[number]

/**
 * One member's metrics from its channels, with NaN for what its objective does not have.
 *
 * @param value the loss, the maximum, and the means of all other channels
 */
export function stepMetrics(
  objective: Objective,
  hasReference: boolean,
  gradNorm: number,
  value: (channel: Channel) => number,
): StepMetrics {
  const only = (applies: boolean, channel: Channel): number => (applies ? value(channel) : NaN)
  const pear = (channel: Channel): number => only(pearOf(objective) !== undefined, channel)
  const grpo = (channel: Channel): number => only(objective.kind === 'grpo', channel)
  const weight = only(objective.kind === 'sft', 'weight')
  return {
    loss: value('loss'),
    gradNorm,
    nll: value('nll'),
    entropy: value('entropy'),
    kl: only(hasReference, 'kl'),
    meanWeight: weight,
    effectiveSampleSize: Math.min(1, (weight * weight) / value('weightSquared')),
    deltaClippedLow: pear('deltaClippedLow'),
    deltaClippedHigh: pear('deltaClippedHigh'),
    logGClippedLow: pear('logGClippedLow'),
    logGClippedHigh: pear('logGClippedHigh'),
    ratioClippedLow: grpo('ratioClippedLow'),
    ratioClippedHigh: grpo('ratioClippedHigh'),
    mismatchMax: grpo('mismatchMax'),
    mismatchMean: grpo('mismatch'),
  }
}
