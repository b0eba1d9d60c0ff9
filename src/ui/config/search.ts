import type { Setting } from '../../config/settings'

/** What a search looks at. */
export type Searched = Pick<Setting, 'path' | 'title' | 'description'> & Partial<Pick<Setting, 'unit' | 'options'>>

/** What stands between words. */
const APART = /[^\p{L}\p{N}_]+/u

/** The words that a search asks for; none where it asks for nothing. */
export const wordsOf = (query: string): string[] =>
  named(query.toLowerCase())
    .split(/\s+/)
    .flatMap((word) => (word.includes('.') ? [word] : word.split(APART)))
    .filter((word) => word !== '')

/**
 * Whether every word begins a word of a setting's title, description, path, unit or options, or of its group's title; a word with
 * a point in it is a piece of a path.
 */
export function matches(words: readonly string[], setting: Searched, group = ''): boolean {
  const { path, title, description, unit = '', options = [] } = setting
  const whole = [group, title, description, path, unit, ...options].join(' ')
  const begun = new Set(named(`${whole} ${whole.replace(/(?=[A-Z])/g, ' ')}`.toLowerCase()).split(APART))
  const isFound = (word: string): boolean =>
    word.includes('.') ? path.toLowerCase().includes(word) : [...begun].some((known) => known.startsWith(word))
  return words.every(isFound)
}

/** `3 settings match.` */
export function matchText(count: number): string {
  if (count === 0) return 'No setting matches.'
  return count === 1 ? '1 setting matches.' : `${count} settings match.`
}

/** Greek letters by their names too, so that `gamma` finds γ where only the sign is written. */
const GREEK: Readonly<Record<string, string>> = {
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  λ: 'lambda',
  β: 'beta',
  π: 'pi',
}

/** A text with the names of its Greek letters after it. */
const named = (text: string): string => [text, ...Array.from(text).flatMap((letter) => GREEK[letter] ?? [])].join(' ')
