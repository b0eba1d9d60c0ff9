import { z } from 'zod'
import { MAX_LENGTH } from '../pear/formula'
import type { ArmId } from './armId'
import { type MethodNumberName, methodNumbers } from './methods'
import { pear } from './sections'

const { gamma, block, deltaMin, deltaMax, logGMin, logGMax, negatives, ratio, normalise } = pear.shape

const numberSchema = (name: MethodNumberName) => {
  const { title, minimum, maximum } = methodNumbers[name]
  const message = `${title} must be from ${minimum} to ${maximum}.`
  return z.number(message).min(minimum, message).max(maximum, message).exactOptional()
}

/**
 * What one arm has of its own: a name, a formula where it is one, numbers of its method, and settings in place of the experiment's
 * weighting. What is left out is the method's or the experiment's.
 */
export const ownSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'A name needs a character.')
    .max(40, 'A name has at most 40 characters.')
    .exactOptional(),
  formula: z
    .string()
    .trim()
    .min(1, 'A formula needs a character: 1 is SFT.')
    .max(MAX_LENGTH, `A formula has at most ${MAX_LENGTH} characters.`)
    .exactOptional(),
  q: numberSchema('q'),
  cap: numberSchema('cap'),
  f: numberSchema('f'),
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

export type OwnField = (typeof ownFields)[number]

/** The numbers of methods that an arm can set. */
export const ownNumbers = ['q', 'cap', 'f'] as const satisfies readonly MethodNumberName[]
