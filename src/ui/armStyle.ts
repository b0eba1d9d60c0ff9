import { arms, type ArmId } from '../experiment/arms'

/** How an arm looks everywhere: in charts, legends, tables and next to its checkbox. */
export interface ArmStyle {
  title: string
  /** A CSS colour for light and dark pages. */
  color: string
  /** An SVG dash pattern; the empty one is a solid line. */
  dash: string
}

/**
 * The two baselines are neutral, the methods coloured. Colours follow Okabe and Ito's palette for colour-blind readers,
 * darkened or lightened to a contrast of at least 3 : 1 with the page; dashes tell the arms apart without any colour.
 */
const looks: Readonly<Record<ArmId, Omit<ArmStyle, 'title'>>> = {
  none: { color: 'light-dark(#77808c, #98a2ae)', dash: '2 4' },
  sft: { color: 'light-dark(#1c2530, #eef1f4)', dash: '' },
  dft: { color: 'light-dark(#a8477f, #e08fc0)', dash: '10 3 2 3 2 3' },
  token: { color: 'light-dark(#0069a8, #5bb5ec)', dash: '9 3' },
  block: { color: 'light-dark(#bd5200, #f2a14e)', dash: '5 3' },
  sequence: { color: 'light-dark(#007a58, #3ecba0)', dash: '10 3 2 3' },
}

/** The look and name of an arm, or of the base policy that all arms start from. */
export function armStyle(arm: ArmId | 'base'): ArmStyle {
  if (arm === 'base') return { title: 'Base policy', ...looks.none }
  return { title: arms[arm].title, ...looks[arm] }
}
