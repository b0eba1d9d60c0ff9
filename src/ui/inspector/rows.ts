/**
 * Whose weights the inspector shows beside PEAR's three, and what they are. Every row is a formula of the table of methods or of an
 * arm, evaluated over the examples in one place, `rowWeights`. What looks at a whole batch looks at all examples.
 */
import { type ArmId, armTitle, kindOf } from '../../config/armId'
import { compiled, constantsOf, formulaOf } from '../../config/armTraining'
import { type ExperimentConfig, weightingOf } from '../../config/config'
import { type ArmKind, armKinds, methods } from '../../config/methods'
import type { OwnSettings } from '../../config/ownSettings'
import { type Constants, FormulaInputError, type FormulaBatch, WeightError } from '../../pear/formula'
import { pearVariants } from './weights'

/** A row of weights beside PEAR's three. */
export interface WeightRow {
  /** Unique among the rows. */
  key: string
  arm: ArmId
  /** Replaces the arm's own title. */
  title?: string
  /** Where the row comes from, in a few words, if not from the table of methods. */
  remark?: string
  /** What it shows, in a sentence. */
  note: string
  source?: string
  formula: string
  /** γ, B and the bounds; left out, those that are tried. */
  constants?: Constants
  /** What the formula's weights are multiplied by, where not 1. */
  factor?: number
  /** The arms' names, for a row that comes from the settings. */
  names?: OwnSettings | undefined
}

/** Kinds whose formula stands for itself: neither PEAR's three, which are always shown, nor SFT under another learning rate. */
const ofMethods = armKinds.filter(
  (kind): kind is Exclude<ArmKind, 'formula'> =>
    kind !== 'formula' &&
    methods[kind].formula !== undefined &&
    methods[kind].rate === undefined &&
    !pearVariants.some((variant) => variant === kind),
)

/** The settings without what arms have of their own: weights against π_θ, not divided by their mean. */
const plain = (config: ExperimentConfig): ExperimentConfig => ({
  ...config,
  own: undefined,
  pear: { ...config.pear, ratio: 'current', normalise: false },
})

/**
 * The rows that can be shown, in their order: arms of the run with settings of their own, formulas in the settings, which
 * change as they are typed, and the methods.
 *
 * @param run the config of the run that is shown
 * @param settings the settings as they stand now
 */
export function offeredRows(run: ExperimentConfig, settings: ExperimentConfig): WeightRow[] {
  return [...runRows(run), ...settingsRows(run, settings), ...methodRows(run)]
}

function runRows(run: ExperimentConfig): WeightRow[] {
  return run.arms.flatMap((arm): WeightRow[] => {
    const { name: _, ...own } = run.own?.[arm] ?? {}
    const formula = formulaOf(arm, run)
    if (formula === undefined || Object.keys(own).length === 0) return []
    const isFormula = kindOf(arm) === 'formula'
    // An arm that differs in its learning rate alone has no weights of its own.
    if (!isFormula && compiled(formula).reads.size === 0) return []
    return [
      {
        key: arm,
        arm,
        ...(!isFormula && { remark: 'its own weighting' }),
        note: `What this arm trains with: ${isFormula ? 'a formula' : 'a weighting'} of its own, which the sliders do not move.`,
        formula,
        constants: constantsOf(weightingOf(run, arm)),
      },
    ]
  })
}

function settingsRows(run: ExperimentConfig, settings: ExperimentConfig): WeightRow[] {
  return settings.arms.flatMap((arm): WeightRow[] => {
    const formula = kindOf(arm) === 'formula' ? formulaOf(arm, settings) : undefined
    if (formula === undefined || (run.arms.includes(arm) && formula === formulaOf(arm, run))) return []
    const note = 'The formula in the settings, as it stands there now, with the weighting that is tried here.'
    return [{ key: `settings ${arm}`, arm, remark: 'in the settings', note, formula, names: settings.own }]
  })
}

function methodRows(run: ExperimentConfig): WeightRow[] {
  return ofMethods.map((kind) => {
    const { description, source } = methods[kind]
    return {
      key: `method ${kind}`,
      arm: kind,
      note: description,
      ...(source !== undefined && { source }),
      formula: formulaOf(kind, plain(run)) ?? '1',
    }
  })
}

/** The row of refused responses, where the run learns from them. */
export function refusedRow({ pear: { negatives } }: ExperimentConfig): WeightRow | undefined {
  const { refused } = methods.token
  if (negatives === 0 || refused === undefined) return undefined
  return {
    key: 'refused',
    arm: 'sequence',
    title: 'If refused',
    note: 'What the token would count had the verifier refused the response: −λ times its sequence weight.',
    formula: refused,
    factor: -negatives,
  }
}

/** What a row is called. */
export const rowTitle = ({ title, arm, names }: WeightRow): string => title ?? armTitle(arm, names)

/** The weights of every token of the examples, `[N][T]`, or a sentence on why there are none. */
export type RowWeights = { weights: number[][] } | { problem: string }

export function rowWeights(
  { formula, constants, factor }: WeightRow,
  batch: FormulaBatch,
  tried: Constants,
): RowWeights {
  try {
    const weights = compiled(formula).weights(batch, constants ?? tried)
    return { weights: factor === undefined ? weights : weights.map((all) => all.map((weight) => factor * weight)) }
  } catch (error) {
    if (error instanceof WeightError) return { problem: error.message }
    if (error instanceof FormulaInputError) return { problem: missing(batch) }
    throw error
  }
}

/** What the examples lack that a formula reads. */
const missing = ({ H }: FormulaBatch): string =>
  H === undefined
    ? 'This run kept no entropies of its examples: run its settings again to see these weights.'
    : 'This run did not score its examples with the base policy: run its settings again to see these weights.'
