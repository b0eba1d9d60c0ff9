import { power } from '../../core/elementary'
import { type Operation, placeByPlace } from './operation'
import { ATOM, fraction, held, infix, joined, POWER, PREFIX, PRODUCT, SUM, type Tex } from './tex'

/** Which operators take their operands first: larger numbers bind tighter. */
export const COMPARISON = 10
const ADDITION = 20
const MULTIPLICATION = 30
/** A sign stands between: −2² is −4, and −2 · 3 is (−2) · 3. */
const SIGN = 40
const EXPONENT = 50

export interface Operator extends Operation {
  power: number
  /** a ^ b ^ c is a ^ (b ^ c). */
  bindsRight: boolean
}

type PairTex = (left: Tex, right: Tex) => Tex

function operator(
  sign: string,
  power: number,
  compute: (a: number, b: number) => number,
  tex: PairTex,
  bindsRight = false,
): [string, Operator] {
  const pair = placeByPlace(compute)
  return [sign, { ...pair, power, bindsRight, tex: ([left, right]) => tex(left as Tex, right as Tex) }]
}

const between =
  (sign: string, level: number): PairTex =>
  (left, right) =>
    infix(sign, left, right, level)

/** A comparison is 1 or 0: Iverson's bracket. */
const bracket =
  (sign: string): PairTex =>
  (left, right) => {
    const condition = `${left.text} ${sign} ${right.text}`
    return { ...joined(String.raw`\left[${condition}\right]`, ATOM, [left, right]), condition }
  }

const raised: PairTex = (base, exponent) => joined(`${held(base, ATOM)}^{${exponent.text}}`, POWER, [base, exponent])

/** The operators between two values. A comparison with NaN is 0, but for `!=`. */
export const operators: ReadonlyMap<string, Operator> = new Map([
  operator('<', COMPARISON, (a, b) => Number(a < b), bracket('<')),
  operator('<=', COMPARISON, (a, b) => Number(a <= b), bracket(String.raw`\le`)),
  operator('>', COMPARISON, (a, b) => Number(a > b), bracket('>')),
  operator('>=', COMPARISON, (a, b) => Number(a >= b), bracket(String.raw`\ge`)),
  operator('==', COMPARISON, (a, b) => Number(a === b), bracket('=')),
  operator('!=', COMPARISON, (a, b) => Number(a !== b), bracket(String.raw`\ne`)),
  operator('+', ADDITION, (a, b) => a + b, between('+', SUM)),
  operator('-', ADDITION, (a, b) => a - b, between('-', SUM)),
  operator('*', MULTIPLICATION, (a, b) => a * b, between(String.raw`\cdot`, PRODUCT)),
  operator('/', MULTIPLICATION, (a, b) => a / b, fraction),
  operator('^', EXPONENT, power, raised, true),
])

/** The sign before a value. */
export const negation: Operator = {
  ...placeByPlace((...[x]) => -(x as number)),
  power: SIGN,
  bindsRight: true,
  tex: ([x]) => joined(`-${held(x as Tex, PREFIX)}`, SUM, [x as Tex]),
}
