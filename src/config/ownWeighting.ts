import { z } from 'zod'
import type { ArmId } from './armId'
import type { ArmKind } from './arms'
import { pear } from './sections'

const { gamma, block, deltaMin, deltaMax, logGMin, logGMax, negatives, ratio, normalise } = pear.shape

/** What one arm has in place of the experiment's weighting, and its own name. What is left out is the experiment's. */
export const ownSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'A name needs a character.')
    .max(40, 'A name has at most 40 characters.')
    .exactOptional(),
  gamma: gamma.unwrap().exactOptional(),
  block: block.unwrap().exactOptional(),
  deltaMin: deltaMin.unwrap().exactOptional(),
  deltaMax: deltaMax.unwrap().exactOptional(),
  logGMin: logGMin.unwrap().exactOptional(),
  logGMax: logGMax.unwrap().exactOptional(),
  negatives: negatives.unwrap().exactOptional(),
  ratio: ratio.unwrap().exactOptional(),
  normalise: normalise.unwrap().exactOptional(),
})

export type OwnWeighting = z.output<typeof ownSchema>

/** By arm. */
export type OwnSettings = Partial<Readonly<Record<ArmId, OwnWeighting>>>

/** The settings of `pear` that an arm can have as its own, in the schema's order. */
export const ownFields = [
  'gamma',
  'block',
  'deltaMin',
  'deltaMax',
  'logGMin',
  'logGMax',
  'negatives',
  'ratio',
  'normalise',
] as const satisfies readonly (keyof OwnWeighting)[]

const WITHOUT_RATIOS: readonly ArmKind[] = ['none', 'sft', 'early', 'dft']

/** Whether arms of this kind weigh tokens by ratios, so that they can have a weighting of their own. */
export const hasPearWeights = (kind: ArmKind): boolean => !WITHOUT_RATIOS.includes(kind)
