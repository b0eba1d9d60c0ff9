import type { ArmKind } from '../../config/arms'

/** Kinds of arms that belong together: what PEAR is compared with, PEAR itself, and what asks why it works. */
export const armGroups: readonly { title: string; arms: readonly ArmKind[] }[] = [
  { title: 'Baselines', arms: ['none', 'sft', 'early', 'dft'] },
  { title: 'PEAR', arms: ['token', 'block', 'sequence'] },
  { title: 'Controls', arms: ['shuffled', 'position', 'normalised', 'scaled'] },
]
