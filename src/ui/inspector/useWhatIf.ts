import { useState } from 'react'
import {
  type PearWeighting,
  readWeightingText,
  sameWeighting,
  type WeightingKey,
  weightingKeys,
  weightingText,
} from './weighting'

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
