/** What is wrong with a text, and where: thrown while it is read, caught by `compileFormula`. */
export class FormulaProblem extends Error {
  /** @param column place in the whole text, from 1 */
  constructor(
    message: string,
    readonly column: number,
  ) {
    super(message)
  }
}

export interface Token {
  kind: 'number' | 'name' | 'symbol' | 'end' | 'stray'
  text: string
  /** Place of its first character in the whole text, from 1; of the end, the place behind the last token. */
  column: number
  /** Why a stray character belongs to no formula. */
  message?: string
}

export const MAX_LENGTH = 2000

const TOKEN = /(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z_]\w*)|([<>=!]=|[-+*/^<>=(),;])/iy
const BLANK = /\s*/y

/** What people write from habit, and what the language has for it; longer ones first. */
const HABITS: readonly (readonly [written: string, wayOut: string])[] = [
  ['===', '`==`'],
  ['!==', '`!=`'],
  ['**', '`^`'],
  ['=<', '`<=`'],
  ['=>', '`>=`'],
  ['<>', '`!=`'],
  [':=', '`=`'],
  ['&', 'a product of comparisons, `(a < b) * (c < d)`'],
  ['|', '`abs(x)` for a size and `max(a < b, c < d)` for “or”'],
  ['?', '`if(c, a, b)`'],
  ['[', '`(`'],
  [']', '`)`'],
  ['{', '`(`'],
  ['}', '`)`'],
  ['−', '`-`'],
  ['–', '`-`'],
  ['×', '`*`'],
  ['·', '`*`'],
  ['⋅', '`*`'],
  ['÷', '`/`'],
  ['≤', '`<=`'],
  ['≥', '`>=`'],
  ['≠', '`!=`'],
  ['Σ', '`sum(x)`'],
  ['∑', '`sum(x)`'],
  ['√', '`sqrt(x)`'],
  ['γ', '`gamma`'],
  ['π', '`p`, `p0` or `pb`'],
]

/** Words of other languages for signs of this one. */
const HABIT_WORDS: ReadonlyMap<string, string> = new Map([
  ['and', 'a product of comparisons, `(a < b) * (c < d)`'],
  ['or', '`max(a < b, c < d)`'],
  ['not', '`x == 0`'],
  ['pow', '`a ^ b`'],
])

/**
 * The words and signs of a text, the end last, or a stray character behind which nothing is read: what is wrong before it is told first.
 * Throws FormulaProblem for a text that is too long.
 */
export function tokensOf(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    const size = `this formula has ${text.length} characters, and ${MAX_LENGTH} are the most`
    throw new FormulaProblem(`${size}: leave something out, or name what is repeated`, MAX_LENGTH + 1)
  }
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    const end = at
    BLANK.lastIndex = at
    BLANK.exec(text)
    at = BLANK.lastIndex
    if (at === text.length) return [...tokens, { kind: 'end', text: '', column: end + 1 }]
    const token = tokenAt(text, at)
    tokens.push(token)
    if (token.kind === 'stray') return tokens
    at += token.text.length
  }
}

function tokenAt(text: string, at: number): Token {
  const column = at + 1
  const stray = (message: string): Token => ({ kind: 'stray', text: '', column, message })
  const habit = HABITS.find(([written]) => text.startsWith(written, at))
  if (habit) return stray(`there is no \`${habit[0]}\` here; write ${habit[1]}`)
  TOKEN.lastIndex = at
  const [whole, number, name] = TOKEN.exec(text) ?? []
  if (whole === undefined) return stray(strayCharacter(text, at))
  const word = HABIT_WORDS.get(whole)
  if (word !== undefined) return stray(`there is no \`${whole}\` here; write ${word}`)
  if (number === undefined) return { kind: name === undefined ? 'symbol' : 'name', text: whole, column }
  // 1.2.3 and 1e are slips within one number; any other letter behind a number starts a name.
  if (/^(\.|e(?!\w))/i.test(text.slice(at + whole.length))) {
    return stray('this is no number; write one like `12`, `0.5`, `.5` or `1e-3`')
  }
  if (!Number.isFinite(Number(whole))) {
    return stray(`\`${shortened(whole)}\` is too large a number; the largest is near \`1e308\``)
  }
  return { kind: 'number', text: whole, column }
}

function strayCharacter(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0
  if (text[at] === '.') return 'a `.` belongs into a number, like `0.5`; remove this one'
  if (text[at] === '!') return 'there is no `!` here; to say “not”, write `x == 0`'
  const character = String.fromCodePoint(code)
  const shown = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)
    ? character
    : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  const wayOut = /^\p{L}$/u.test(character) ? 'names have letters a to z, digits and `_`' : 'remove it'
  return `\`${shown}\` means nothing in a formula; ${wayOut}`
}

/** A word as it is quoted: long ones are cut. */
export const shortened = (word: string): string => (word.length > 24 ? `${word.slice(0, 23)}…` : word)
