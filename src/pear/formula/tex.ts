/**
 * Typesetting from the leaves up. The token that an expression speaks of is a mark until something binds it: a sum over tokens puts its
 * own letter there, and what is left in the end is t.
 */
const MARK = '@'
const LETTERS = ['j', 'i', 'l', 'm', 'n']

/** How tightly a piece holds together; a place that needs more puts brackets around it. */
export const SUM = 1
export const PREFIX = 2
export const PRODUCT = 3
export const POWER = 4
export const ATOM = 5

/** The block of a token ends at e_k; the mark is kept for a token bound by a sum. */
const BLOCK_END = `e_{k(${MARK})}`

/** Fractions in fractions are set with a bar up to this height, higher ones with a slash. */
const TALLEST_FRACTION = 2

/** A piece of TeX. */
export interface Tex {
  text: string
  level: number
  /** How many sums lie in each other here: the next takes another letter. */
  binders: number
  /** How many fractions stand on each other. */
  height: number
  /** A comparison without its brackets. */
  condition?: string
}

/** A piece that no part of a formula is put into. Its mark is written `@`. */
export const piece = (text: string, level = ATOM): Tex => ({ text, level, binders: 0, height: 0 })

/** A piece made of others. */
export const joined = (text: string, level: number, parts: readonly Tex[]): Tex => ({
  text,
  level,
  binders: Math.max(0, ...parts.map(({ binders }) => binders)),
  height: Math.max(0, ...parts.map(({ height }) => height)),
})

/** A piece for a place that needs a level: in brackets if it is looser. */
export const held = ({ text, level }: Tex, needed: number): string =>
  level < needed ? String.raw`\left(${text}\right)` : text

/** A function's name and its arguments in brackets. */
export const called = (name: string, args: readonly Tex[]): Tex =>
  joined(String.raw`${name}\left(${args.map(({ text }) => text).join(',\\, ')}\right)`, ATOM, args)

export const infix = (sign: string, left: Tex, right: Tex, level: number): Tex =>
  joined(`${held(left, level)} ${sign} ${held(right, level + 1)}`, level, [left, right])

export function fraction(above: Tex, below: Tex): Tex {
  const parts = [above, below]
  const height = Math.max(above.height, below.height) + 1
  if (height > TALLEST_FRACTION) return infix('/', above, below, PRODUCT)
  return { ...joined(String.raw`\frac{${above.text}}{${below.text}}`, POWER, parts), height }
}

/** Something over the tokens of a response: `head` is given the letter that stands for them. */
export function bound(head: (letter: string) => string, body: Tex): Tex {
  const letter = LETTERS[body.binders] ?? `j_{${body.binders}}`
  const text = `${head(letter)} ${held(body, PREFIX).replaceAll(MARK, letter)}`
  return { ...joined(text, PREFIX, [body]), binders: body.binders + 1 }
}

/** A number as it was typed, with a power of ten for its exponent. */
export function numberTex(typed: string): Tex {
  const [digits = '', exponent] = typed.toLowerCase().split('e')
  return exponent === undefined
    ? piece(digits)
    : piece(String.raw`${digits} \cdot 10^{${exponent.replace('+', '')}}`, PRODUCT)
}

const GREEK = new Set(
  'alpha beta delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega'.split(' '),
)

/** A name that the formula gives, with the token's index where it has one number a token. */
export function nameTex(name: string, perToken: boolean): Tex {
  const symbol = GREEK.has(name) ? `\\${name}` : name.length === 1 ? name : `\\mathrm{${name.replaceAll('_', '\\_')}}`
  return piece(perToken ? `${symbol}_{${MARK}}` : symbol)
}

/** Equations below each other, their signs in line; the last is c_t. */
export function equations(lines: readonly { name: Tex; value: Tex }[], result: Tex): string {
  const all = [...lines, { name: piece(`c_{${MARK}}`), value: result }]
  const text =
    all.length === 1
      ? `c_{${MARK}} = ${result.text}`
      : String.raw`\begin{aligned}${all.map(({ name, value }) => `${name.text} &= ${value.text}`).join(' \\\\ ')}\end{aligned}`
  return text.replaceAll(BLOCK_END, 'e_k').replaceAll(MARK, 't')
}
