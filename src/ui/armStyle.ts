import { type ArmId, armTitle, kindOf, numberOf } from '../config/armId'
import { type ArmKind, armKinds } from '../config/methods'
import type { OwnSettings } from '../config/ownSettings'
import { createContext, useContext } from 'react'

/** The outline of a point in a scatter. */
export type MarkerShape = 'circle' | 'square' | 'diamond' | 'up' | 'down' | 'plus' | 'cross' | 'left' | 'right' | 'star'

/** How an arm looks everywhere: in charts, legends, tables and next to its checkbox. */
export interface ArmStyle {
  title: string
  /** A CSS colour for light and dark pages. */
  color: string
  /** An SVG dash pattern; the empty one is a solid line. */
  dash: string
  marker: MarkerShape
  /** Whether the marker is an outline: no SFT, and the controls of PEAR (token). */
  hollow: boolean
}

type Look = Omit<ArmStyle, 'title'>

/**
 * The two baselines are neutral, the methods coloured, and controls are hollow. Colours follow Okabe and Ito's palette for
 * colour-blind readers, darkened or lightened to a contrast of at least 3 : 1 with the page. Eighteen colours are too many to
 * be told apart by everyone: no two arms have the same dashes or the same marker.
 */
const looks: Readonly<Partial<Record<ArmKind, Look>>> & { none: Look } = {
  none: { color: 'light-dark(#77808c, #98a2ae)', dash: '2 4', marker: 'circle', hollow: true },
  sft: { color: 'light-dark(#1c2530, #eef1f4)', dash: '', marker: 'circle', hollow: false },
  early: { color: 'light-dark(#7a5c43, #cdb094)', dash: '18 4', marker: 'down', hollow: false },
  dft: { color: 'light-dark(#a8477f, #e08fc0)', dash: '10 3 2 3 2 3', marker: 'plus', hollow: false },
  power: { color: 'light-dark(#8f3fa0, #cf8ee0)', dash: '14 3 1.5 3', marker: 'plus', hollow: true },
  chord: { color: 'light-dark(#4f6f1f, #a5cf6a)', dash: '7 2 7 6', marker: 'left', hollow: false },
  eaft: { color: 'light-dark(#9a5a00, #e6b04a)', dash: '3 3', marker: 'right', hollow: false },
  iw: { color: 'light-dark(#2f5fd0, #8fb2ff)', dash: '12 2 2 2 2 2', marker: 'star', hollow: false },
  tail: { color: 'light-dark(#b0305f, #ff8fae)', dash: '6 2 3 2', marker: 'down', hollow: true },
  token: { color: 'light-dark(#0069a8, #5bb5ec)', dash: '9 3', marker: 'square', hollow: false },
  block: { color: 'light-dark(#bd5200, #f2a14e)', dash: '5 3', marker: 'up', hollow: false },
  sequence: { color: 'light-dark(#007a58, #3ecba0)', dash: '10 3 2 3', marker: 'diamond', hollow: false },
  centred: { color: 'light-dark(#3a6d8c, #8cc3e0)', dash: '9 2 1.5 2', marker: 'star', hollow: true },
  shuffled: { color: 'light-dark(#716600, #dccf52)', dash: '1.5 1.5', marker: 'square', hollow: true },
  position: { color: 'light-dark(#5f57b5, #aaa4f5)', dash: '5 2 1.5 2', marker: 'up', hollow: true },
  normalised: { color: 'light-dark(#007c8c, #4fcbdc)', dash: '13 2 4 2', marker: 'diamond', hollow: true },
  formula: { color: 'light-dark(#7a1fa2, #d79bff)', dash: '20 3 3 3', marker: 'left', hollow: true },
  scaled: { color: 'light-dark(#b13a30, #f78f84)', dash: '4 1.5 1 1.5 1 1.5', marker: 'cross', hollow: false },
}

/** Looks for methods that have none above, in the order of the table of methods. */
const spareLooks: readonly Look[] = [
  { color: 'light-dark(#0b6e99, #6ec6ee)', dash: '16 3 6 3', marker: 'cross', hollow: true },
  { color: 'light-dark(#8a4b2a, #dba07c)', dash: '8 2 2 6', marker: 'right', hollow: true },
]

function lookOf(kind: ArmKind): Look {
  const place = armKinds.filter((one) => looks[one] === undefined).indexOf(kind)
  return looks[kind] ?? spareLooks[place % spareLooks.length] ?? looks.none
}

/** The look and name of an arm, or of the base policy that all arms start from; `own` holds the names that were given. */
export function armStyle(arm: ArmId | 'base', own?: OwnSettings): ArmStyle {
  if (arm === 'base') return { title: 'Base policy', ...looks.none }
  return { title: armTitle(arm, own), ...numbered(lookOf(kindOf(arm)), numberOf(arm)) }
}

/** Further arms of a kind: its marker, filled or hollow in turn, longer dashes, and a colour ever nearer to magenta. */
function numbered({ color, dash, marker, hollow }: Look, number: number): Look {
  if (number === 1) return { color, dash, marker, hollow }
  const share = Math.min(80, 25 * (number - 1))
  const lengths = (dash === '' ? '16 2' : dash).split(' ').map((length) => Number(length) * (1 + 0.45 * (number - 1)))
  return {
    color: `color-mix(in oklab, ${color}, light-dark(#a3007d, #ff8fe6) ${share}%)`,
    dash: lengths.map((length) => Number(length.toFixed(2))).join(' '),
    marker,
    hollow: number % 2 === 0 ? !hollow : hollow,
  }
}

/** The names that arms were given, in this part of the page: those of the run that it shows, or of the settings. */
export const OwnNames = createContext<OwnSettings | undefined>(undefined)

/** `armStyle` with the names of the surrounding `OwnNames`. */
export function useArmStyle(): (arm: ArmId | 'base') => ArmStyle {
  const own = useContext(OwnNames)
  return (arm) => armStyle(arm, own)
}
