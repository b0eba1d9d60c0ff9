/**
 * How an arm is trained in SFT: a row of the table of methods with the arm's settings put in. Plain data: engines take the objective,
 * `src/training` computes what no kernel does, and whoever shows a weight evaluates the formula.
 */
import { compileFormula, type CompiledFormula, type Constants } from '../pear/formula'
import type { SftObjective, Weighting } from '../policy/objective'
import { type ArmId, kindOf } from './armId'
import { armsOf, type ExperimentConfig, pearSettings, weightingOf } from './config'
import { type ArmKind, hasPearWeights, type MethodKernel, methodNumbers, methods, type RateFactor } from './methods'
import { type PearField, pearFields } from './ownSettings'

type Pear = ExperimentConfig['pear']

/** How an arm is trained in SFT. */
export interface ArmTraining {
  /** What engines minimise: with the weighting `given`, weights come with the batch. */
  objective: SftObjective
  /** c_t of every token of an accepted response. */
  formula: string
  constants: Constants
  /** What the learning rate is multiplied by. */
  rate?: RateFactor
  /** What refused responses count, where the arm learns from them. */
  negatives?: Negatives
}

/** Weights of a batch that holds refused responses: on these −λ times a formula, on the others c_t before it is normalised. */
export interface Negatives {
  lambda: number
  refused: string
  accepted: string
  /** Whether all weights are divided by the mean over accepted responses' tokens. */
  normalise: boolean
}

/** How an arm is trained in SFT; undefined for the arm that skips SFT. */
export function sftTraining(arm: ArmId, config: ExperimentConfig): ArmTraining | undefined {
  const formula = formulaOf(arm, config)
  if (formula === undefined) return undefined
  const { kernel, rate, refused } = methods[kindOf(arm)]
  const pear = weightingOf(config, arm)
  const negatives =
    refused !== undefined && pear.negatives > 0
      ? {
          lambda: pear.negatives,
          refused: withRatio(refused, pear),
          accepted: withRatio(methods[kindOf(arm)].formula ?? '', pear),
          normalise: pear.normalise,
        }
      : undefined
  const weighting: Weighting = kernel && !negatives ? kernelWeighting(kernel, pear) : { kind: 'given' }
  return {
    objective: { kind: 'sft', weighting, reduction: config.sft.reduction, loss: config.sft.loss },
    formula,
    constants: constantsOf(pear),
    ...(rate && { rate: 'meanOf' in rate ? { meanOf: withRatio(rate.meanOf, pear) } : rate }),
    ...(negatives && { negatives }),
  }
}

/** The formula of an arm's coefficients c_t with its settings put in; undefined for the arm that skips SFT. */
export function formulaOf(arm: ArmId, config: ExperimentConfig): string | undefined {
  const kind = kindOf(arm)
  const own = config.own?.[arm] ?? {}
  if (kind === 'formula') return own.formula
  const { formula, kernel, numbers = [] } = methods[kind]
  if (formula === undefined) return undefined
  const pear = weightingOf(config, arm)
  const lines = numbers.map((name) => `${name} = ${own[name] ?? methodNumbers[name].initial};\n`).join('')
  const text = lines + withRatio(formula, pear)
  return kernel?.kind === 'pear' && !kernel.normalise && pear.normalise ? normalised(text) : text
}

/** Taken against the frozen π₀, a ratio to the behaviour policy has π₀ where the policy in training stands. */
const withRatio = (formula: string, { ratio }: Pear): string =>
  ratio === 'initial' && /\blpb\b/.test(formula) ? formula.replaceAll(/\blp\b/g, 'lp0') : formula

function normalised(formula: string): string {
  const start = formula.lastIndexOf(';') + 1
  return `${formula.slice(0, start)}\nnormalise(${formula.slice(start).trim()})`.trim()
}

function kernelWeighting(kernel: MethodKernel, pear: Pear): Weighting {
  if (kernel.kind !== 'pear') return kernel
  const { variant, normalise = pear.normalise } = kernel
  return { kind: 'pear', variant, settings: pearSettings(pear), ratio: pear.ratio, normalise }
}

/** A weighting's settings under the names that formulas have for them. */
export const constantsOf = (pear: Pear): Constants => ({
  gamma: pear.gamma,
  block: pear.block,
  dmin: pear.deltaMin,
  dmax: pear.deltaMax,
  gmin: pear.logGMin,
  gmax: pear.logGMax,
})

/** A formula of an arm, which was checked with its config. Throws for a text that is none. */
export function compiled(formula: string): CompiledFormula {
  const result = compileFormula(formula)
  if ('problem' in result) throw new SyntaxError(`The formula “${formula}” is none: ${result.problem.message}.`)
  return result
}

/** Score passes of a batch's tokens that host weights need: by the policy in training, and by the frozen π₀. */
export type ScorePass = 'current' | 'initial'

/** The passes that an arm's weights and rate on the host need; none where a kernel computes them. */
export function passesOf({ objective, formula, rate, negatives }: ArmTraining): ScorePass[] {
  const texts = [
    ...(negatives ? [negatives.accepted, negatives.refused] : objective.weighting.kind === 'given' ? [formula] : []),
    ...(rate && 'meanOf' in rate ? [rate.meanOf] : []),
  ]
  const reads = new Set(texts.flatMap((text) => [...compiled(text).reads]))
  return [
    ...(reads.has('lp') || reads.has('H') ? (['current'] as const) : []),
    ...(reads.has('lp0') ? (['initial'] as const) : []),
  ]
}

/** Whether a kernel or the host reads the frozen π₀ for some arm. */
export function readsInitial(config: ExperimentConfig): boolean {
  return armsOf(config).some((arm) => {
    const training = sftTraining(arm, config)
    return training !== undefined && (kernelReadsInitial(training) || passesOf(training).includes('initial'))
  })
}

/** Whether an engine's kernel takes this arm's ratio against π₀, which it is then given as the step's reference. */
export const kernelReadsInitial = ({ objective: { weighting } }: ArmTraining): boolean =>
  weighting.kind === 'pear' && weighting.ratio === 'initial'

/** The settings of `pear` under the names that formulas have for them. */
const fieldNames = {
  gamma: 'gamma',
  block: 'block',
  deltaMin: 'dmin',
  deltaMax: 'dmax',
  logGMin: 'gmin',
  logGMax: 'gmax',
} as const satisfies Partial<Record<PearField, string>>

/**
 * The settings of `pear` that make a difference to arms of a kind, in the schema's order.
 *
 * @param own the formula of an arm of one's own; one that cannot be read may turn out to need any
 */
export function weightingFields(kind: ArmKind, own?: string): PearField[] {
  const { formula, rate, kernel, refused } = methods[kind]
  if (!hasPearWeights(kind)) return []
  const text = own ?? (rate && 'meanOf' in rate ? rate.meanOf : formula)
  if (text === undefined) return []
  const result = compileFormula(text)
  const reads: ReadonlySet<string> = 'problem' in result ? new Set(Object.values(fieldNames)) : result.reads
  return pearFields.filter((field) => {
    if (field === 'negatives') return refused !== undefined
    if (field === 'ratio') return kind !== 'formula' && reads.has('lpb')
    if (field === 'normalise') return kernel?.kind === 'pear' && !kernel.normalise
    return reads.has(fieldNames[field])
  })
}
