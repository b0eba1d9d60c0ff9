/** The kinds of arms that an experiment can have, in the order in which charts and tables show them. */
export const armKinds = [
  'none',
  'sft',
  'early',
  'dft',
  'token',
  'block',
  'sequence',
  'shuffled',
  'position',
  'normalised',
  'scaled',
] as const
export type ArmKind = (typeof armKinds)[number]

export interface Arm {
  id: ArmKind
  /** Long enough for a table: `PEAR (token)`. */
  title: string
  description: string
}

export const arms: Readonly<Record<ArmKind, Arm>> = {
  none: {
    id: 'none',
    title: 'No SFT',
    description: 'RL straight from the base policy: the control that says whether SFT helped at all.',
  },
  sft: { id: 'sft', title: 'SFT', description: 'Canonical SFT: every token of the offline data counts 1.' },
  early: {
    id: 'early',
    title: 'SFT, stopped early',
    description: 'Control: the same SFT, whose policy is left as it is after a third of the steps.',
  },
  dft: {
    id: 'dft',
    title: 'DFT',
    description: 'Each token counts its own probability under the policy in training (arXiv:2508.05629).',
  },
  token: {
    id: 'token',
    title: 'PEAR (token)',
    description: 'Each token is weighted by the ratio of the policies over the tokens after it.',
  },
  block: {
    id: 'block',
    title: 'PEAR (block)',
    description: 'As PEAR (token), with one weight for each block of B tokens.',
  },
  sequence: {
    id: 'sequence',
    title: 'PEAR (sequence)',
    description: 'All tokens of a response share the ratio of the policies over the whole response.',
  },
  shuffled: {
    id: 'shuffled',
    title: 'Shuffled weights',
    description:
      'Control: the weights of PEAR (token), dealt at random to the tokens of the batch. Does it matter where they lie?',
  },
  position: {
    id: 'position',
    title: 'Position means',
    description:
      'Control: each token takes the mean weight of PEAR (token) at its place in the response. Is PEAR more than a profile of places?',
  },
  normalised: {
    id: 'normalised',
    title: 'Normalised weights',
    description:
      'Control: the weights of PEAR (token) divided by their mean over the batch. Is PEAR more than a smaller loss?',
  },
  scaled: {
    id: 'scaled',
    title: 'SFT, scaled rate',
    description:
      'Control: SFT whose learning rate is multiplied by the mean weight of PEAR (token). Is PEAR more than a smaller step?',
  },
}
