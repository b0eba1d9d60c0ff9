import { z } from 'zod'
import { compileFormula, MAX_LENGTH } from '../pear/formula'
import { type ArmId, kindOf } from './armId'
import { hasPearWeights, type MethodNumberName, methodNumberNames, methodNumbers, methods } from './methods'
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
  // As it was typed: whoever writes one in a field may pause after a space.
  formula: z.string().max(MAX_LENGTH, `A formula has at most ${MAX_LENGTH} characters.`).exactOptional(),
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

/** What one arm has of its own. */
export type ArmSettings = z.output<typeof ownSchema>

/** What arms have of their own. */
export type OwnSettings = Partial<Readonly<Record<ArmId, ArmSettings>>>

/** Everything that an arm can have of its own, in the order of links. */
export const ownKeys = ownSchema.keyof().options

/** The settings of `pear`, each of which an arm can have as its own. */
export const pearFields = pear.keyof().options

export type PearField = (typeof pearFields)[number]

/** Whether an arm is a formula that nobody has written. */
export const lacksFormula = (arm: ArmId, own: OwnSettings = {}): boolean =>
  kindOf(arm) === 'formula' && own[arm]?.formula === undefined

/** What an arm has of its own that its method has no use for, and what is wrong with its formula. */
export function ownProblems(arm: ArmId, own: ArmSettings): { field: string; message: string }[] {
  const kind = kindOf(arm)
  const { title, numbers = [] } = methods[kind]
  const problems: { field: string; message: string }[] = []
  if (own.formula !== undefined) {
    const compiled = compileFormula(own.formula)
    if (kind !== 'formula')
      problems.push({ field: 'formula', message: `${title} has a formula of its own: add a Formula.` })
    else if ('problem' in compiled)
      problems.push({ field: 'formula', message: `Column ${compiled.problem.column}: ${compiled.problem.message}` })
  }
  for (const number of methodNumberNames)
    if (own[number] !== undefined && !numbers.includes(number))
      problems.push({ field: number, message: `${title} has no number ${number}.` })
  const field = pearFields.find((one) => own[one] !== undefined)
  if (field !== undefined && !hasPearWeights(kind))
    problems.push({ field, message: `${title} has no PEAR weights, so none of its own.` })
  return problems
}
