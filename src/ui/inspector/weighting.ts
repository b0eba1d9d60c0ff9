/** The weighting that the inspector moves: what is typed, what it comes to, and how it differs from the settings. */
import { useState } from 'react'
import { pear as section } from '../../config/sections'

/** The weighting that the inspector moves: the settings of `pear` that decide Ĝ_t, under the same names. */
export interface PearWeighting {
  /** γ: discount a token. */
  gamma: number
  /** B: tokens a block. */
  block: number
  /** δ min and δ max: bounds of one token's log ratio, in nats. */
  deltaMin: number
  deltaMax: number
  /** log G min and log G max, in nats. */
  logGMin: number
  logGMax: number
}

export type WeightingKey = keyof PearWeighting

/** The settings in the order of their controls: each bound beside its other end. */
export const weightingKeys = [
  'gamma',
  'block',
  'deltaMin',
  'deltaMax',
  'logGMin',
  'logGMax',
] as const satisfies readonly WeightingKey[]

export const sameWeighting = (a: PearWeighting, b: PearWeighting): boolean =>
  weightingKeys.every((key) => a[key] === b[key])

/** What people type for a number: decimal point or comma, true minus sign or hyphen. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/**
 * The value of a text in a field: the number, or a sentence on what is wrong. Bounds are the schema's own, so that whatever is
 * tried here can become a setting; lower bounds end at 0 and upper ones begin there, so that no lower one is above its upper one.
 */
export function readWeightingText(key: WeightingKey, text: string): { value: number } | { problem: string } {
  const plain = text.trim().replace('−', '-').replace(',', '.')
  const checked = section.shape[key].safeParse(NUMBER.test(plain) ? Number(plain) : undefined)
  // The schema takes its default for what is missing, which must not happen to a field that holds no number.
  if (checked.success && NUMBER.test(plain)) return { value: checked.data }
  const refused = checked.success ? section.shape[key].safeParse(NaN) : checked
  return { problem: refused.error?.issues[0]?.message ?? 'This must be a number.' }
}

/** A number as a field shows it: as short as it can be read back without loss. */
export const weightingText = (value: number): string => String(value)

/** The weighting that is tried, as its fields hold it. */
export interface WhatIf {
  /** What every valid field says; of a field that is not, its last valid value. */
  weighting: PearWeighting
  texts: Readonly<Record<WeightingKey, string>>
  problems: Readonly<Partial<Record<WeightingKey, string>>>
  isChanged: boolean
  edit: (key: WeightingKey, text: string) => void
  /** Back to the settings. */
  reset: () => void
}

interface Tried {
  /** The settings that this started from. */
  from: PearWeighting
  weighting: PearWeighting
  /** What was typed and is not how the value would be written: no valid number, or one such as “0.50”. */
  typed: Readonly<Partial<Record<WeightingKey, string>>>
}

const start = (pear: PearWeighting): Tried => ({ from: pear, weighting: pear, typed: {} })

/** A weighting to play with, without training: it starts from the settings, and starts anew when they change. */
export function useWhatIf(pear: PearWeighting): WhatIf {
  const [kept, setTried] = useState(() => start(pear))
  let tried = kept
  if (!sameWeighting(kept.from, pear)) {
    tried = start(pear)
    setTried(tried)
  }

  const texts = { gamma: '', block: '', deltaMin: '', deltaMax: '', logGMin: '', logGMax: '' }
  const problems: Partial<Record<WeightingKey, string>> = {}
  for (const key of weightingKeys) {
    const typed = tried.typed[key]
    texts[key] = typed ?? weightingText(tried.weighting[key])
    const read = typed === undefined ? undefined : readWeightingText(key, typed)
    if (read && 'problem' in read)
      problems[key] = `${read.problem} The weights still use ${weightingText(tried.weighting[key])}.`
  }
  return {
    weighting: tried.weighting,
    texts,
    problems,
    isChanged: !sameWeighting(tried.weighting, pear) || Object.keys(problems).length > 0,
    edit: (key, text) => {
      setTried((before) => edited(before, key, text))
    },
    reset: () => {
      setTried(start(pear))
    },
  }
}

function edited(before: Tried, key: WeightingKey, text: string): Tried {
  const read = readWeightingText(key, text)
  const { [key]: _, ...others } = before.typed
  if ('problem' in read) return { ...before, typed: { ...others, [key]: text } }
  return {
    ...before,
    weighting: { ...before.weighting, [key]: read.value },
    typed: text === weightingText(read.value) ? others : { ...others, [key]: text },
  }
}
