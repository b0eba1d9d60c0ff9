/**
 * SFT's objectives as data. Every objective is a coefficient c_t on a token's loss, so a method is a formula (docs/METHOD.md,
 * "Other SFT objectives"): training, the inspector, the Method page and links all read the rows of one table.
 *
 * A row has three columns beside its formula: the kernel of the engines that computes the same numbers faster, what the learning rate
 * is multiplied by, and what a response counts that the verifier refused. A formula that no kernel computes runs on the host, from the
 * log-probabilities of a score pass.
 */
import type { PearVariant } from '../pear/weights'

/** The kinds of arms that an experiment can have, in the order in which charts and tables show them. */
export const armKinds = [
  'none',
  'sft',
  'early',
  'dft',
  'power',
  'chord',
  'eaft',
  'iw',
  'tail',
  'token',
  'block',
  'sequence',
  'centred',
  'shuffled',
  'position',
  'normalised',
  'scaled',
  'formula',
] as const
export type ArmKind = (typeof armKinds)[number]

/** Kinds that belong together: what PEAR is compared with, PEAR itself, what asks why it works, and formulas of one's own. */
export const methodGroups = {
  baselines: 'Baselines',
  field: 'Methods of the field',
  pear: 'PEAR',
  controls: 'Controls',
  own: 'Formulas of your own',
} as const
export type MethodGroup = keyof typeof methodGroups

/** A number that a method's formula reads by name and that an arm may set. */
export interface MethodNumber {
  title: string
  description: string
  minimum: number
  maximum: number
  initial: number
  /** The part of the range that people mostly want. */
  handy: readonly [low: number, high: number]
}

/** The numbers of methods by the names that formulas have for them. */
export const methodNumbers = {
  q: {
    title: 'q',
    description: 'The power of p^q. 0 is SFT, 1 is DFT.',
    minimum: 0,
    maximum: 10,
    initial: 0.5,
    handy: [0, 2],
  },
  cap: {
    title: 'Largest weight',
    description: 'Upper bound of the weight of iw-SFT.',
    minimum: 1,
    maximum: 1000,
    initial: 16,
    handy: [1, 100],
  },
  f: {
    title: 'f',
    description: 'The share of the batch’s responses that TailSFT drops: those of the lowest margin.',
    minimum: 0,
    maximum: 0.99,
    initial: 0.5,
    handy: [0, 0.9],
  },
} as const satisfies Readonly<Record<string, MethodNumber>>
export type MethodNumberName = keyof typeof methodNumbers
export const methodNumberNames = Object.keys(methodNumbers) as MethodNumberName[]

/** How a kernel of the engines computes a formula. */
export type MethodKernel =
  | { kind: 'uniform' }
  | { kind: 'probability' }
  /** With `normalise` the weights are always divided by their mean, else where the arm's settings say so. */
  | { kind: 'pear'; variant: PearVariant; normalise?: true }

/** What an arm's learning rate is multiplied by: 1 up to a share of the steps and 0 after it, or a formula's mean over the batch. */
export type RateFactor = { until: number } | { meanOf: string }

export interface Method {
  /** Long enough for a table: `PEAR (token)`. */
  title: string
  description: string
  group: MethodGroup
  /** The paper that it comes from, as people cite it. */
  source?: string
  /** c_t in the formula language (`src/pear/formula`); left out, the arm has no SFT (`none`) or brings its own (`formula`). */
  formula?: string
  kernel?: MethodKernel
  rate?: RateFactor
  /** What each token of a refused response counts for each unit of −λ; left out, the method takes no negatives. */
  refused?: string
  numbers?: readonly MethodNumberName[]
}

const PAPER = 'Zhang et al., arXiv:2602.01058'
const DELTA = 'd = clip(lp - lpb, dmin, dmax);\n'
const TOKEN = 'exp(clip((T - t) * log(gamma) + after(d), gmin, gmax))'
const SEQUENCE = `${DELTA}exp(clip(sum(d), gmin, gmax))`

export const methods: Readonly<Record<ArmKind, Method>> = {
  none: {
    title: 'No SFT',
    description: 'RL straight from the base policy: the control that says whether SFT helped at all.',
    group: 'baselines',
  },
  sft: {
    title: 'SFT',
    description: 'Canonical SFT: every token of the offline data counts 1.',
    group: 'baselines',
    formula: '1',
    kernel: { kind: 'uniform' },
  },
  early: {
    title: 'SFT, stopped early',
    description: 'Control: the same SFT, whose policy is left as it is after a third of the steps.',
    group: 'baselines',
    formula: '1',
    kernel: { kind: 'uniform' },
    rate: { until: 1 / 3 },
  },
  dft: {
    title: 'DFT',
    description: 'Each token counts its own probability under the policy in training.',
    group: 'field',
    source: 'Wu et al., arXiv:2508.05629',
    formula: 'p',
    kernel: { kind: 'probability' },
  },
  power: {
    title: 'p^q',
    description:
      'Each token counts a power of its own probability: between SFT (q = 0) and DFT (q = 1). The gradient of the loss (1 − p^q)/q.',
    group: 'field',
    source: 'Li et al., “Beyond Log Likelihood”, arXiv:2510.00526',
    formula: 'p ^ q',
    numbers: ['q'],
  },
  chord: {
    title: 'CHORD-φ',
    description: 'Each token counts p(1 − p): neither what the policy knows nor what it finds impossible.',
    group: 'field',
    source: 'Zhang et al., arXiv:2508.11408',
    formula: 'p * (1 - p)',
  },
  eaft: {
    title: 'EAFT',
    description: 'Each token counts the policy’s entropy there, as a share of the largest: less where it is sure.',
    group: 'field',
    source: 'Diao et al., arXiv:2601.02151',
    formula: 'H / log(V)',
  },
  iw: {
    title: 'iw-SFT',
    description:
      'All tokens of a response share the ratio of the policy in training to the base policy, a mean over tokens, up to a largest weight.',
    group: 'field',
    source: 'Qin and Springenberg, arXiv:2507.12856',
    formula: 'clip(exp(mean(lp - lp0)), 0, cap)',
    numbers: ['cap'],
  },
  tail: {
    title: 'TailSFT',
    description:
      'Drops the share f of the batch’s responses that the policy in training already gained most on against the base policy; the rest count alike.',
    group: 'field',
    source: 'Malladi et al., arXiv:2608.25756',
    formula: 'm = mean(lp0 - lp);\nnormalise(m >= quantile(m, f))',
    numbers: ['f'],
  },
  token: {
    title: 'PEAR (token)',
    description: 'Each token is weighted by the ratio of the policies over the tokens after it.',
    group: 'pear',
    source: `${PAPER} (suffix)`,
    formula: `${DELTA}${TOKEN}`,
    kernel: { kind: 'pear', variant: 'token' },
    refused: SEQUENCE,
  },
  block: {
    title: 'PEAR (block)',
    description: 'As PEAR (token), with one weight for each block of B tokens.',
    group: 'pear',
    source: `${PAPER} (block)`,
    formula: `${DELTA}exp(clip((T - blockEnd) * log(gamma) + blockAfter(d), gmin, gmax))`,
    kernel: { kind: 'pear', variant: 'block' },
    refused: SEQUENCE,
  },
  sequence: {
    title: 'PEAR (sequence)',
    description: 'All tokens of a response share the ratio of the policies over the whole response.',
    group: 'pear',
    source: `${PAPER} (uniform)`,
    formula: SEQUENCE,
    kernel: { kind: 'pear', variant: 'sequence' },
    refused: SEQUENCE,
  },
  centred: {
    title: 'PEAR (token), δ centred',
    description:
      'PEAR (token) with log ratios less their mean over the response, before the clip: where a response is unlikely as a whole, its tokens still differ.',
    group: 'pear',
    formula: `r = lp - lpb;\nd = clip(r - mean(r), dmin, dmax);\n${TOKEN}`,
  },
  shuffled: {
    title: 'Shuffled weights',
    description:
      'Control: the weights of PEAR (token), dealt at random to the tokens of the batch. Does it matter where they lie?',
    group: 'controls',
    formula: `${DELTA}shuffle(${TOKEN})`,
  },
  position: {
    title: 'Position means',
    description:
      'Control: each token takes the mean weight of PEAR (token) at its place in the response. Is PEAR more than a profile of places?',
    group: 'controls',
    formula: `${DELTA}positionMean(${TOKEN})`,
  },
  normalised: {
    title: 'Normalised weights',
    description:
      'Control: the weights of PEAR (token) divided by their mean over the batch. Is PEAR more than a smaller loss?',
    group: 'controls',
    formula: `${DELTA}normalise(${TOKEN})`,
    kernel: { kind: 'pear', variant: 'token', normalise: true },
  },
  scaled: {
    title: 'SFT, scaled rate',
    description:
      'Control: SFT whose learning rate is multiplied by the mean weight of PEAR (token). Is PEAR more than a smaller step?',
    group: 'controls',
    formula: '1',
    kernel: { kind: 'uniform' },
    rate: { meanOf: `${DELTA}${TOKEN}` },
  },
  formula: {
    title: 'Formula',
    description: 'Each token counts what your own formula gives it.',
    group: 'own',
  },
}

/** The kinds of a group, in the order of charts and tables. */
export const kindsOf = (group: MethodGroup): ArmKind[] => armKinds.filter((kind) => methods[kind].group === group)

/** Whether arms of this kind weigh tokens by ratios to the behaviour policy, or may do so, so that PEAR's settings concern them. */
export function hasPearWeights(kind: ArmKind): boolean {
  const { formula = '', rate } = methods[kind]
  return kind === 'formula' || /\blpb\b/.test(rate && 'meanOf' in rate ? rate.meanOf : formula)
}

/** Whether two arms of this kind can differ in more than their names. */
export const isAdjustable = (kind: ArmKind): boolean => hasPearWeights(kind) || methods[kind].numbers !== undefined
