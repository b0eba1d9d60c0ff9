import { exp, log } from '../../core/elementary'
import { blockEnd } from '../weights'
import { type Operation, placeByPlace } from './operation'
import { ATOM, bound, called, fraction, joined, piece, PREFIX, type Tex } from './tex'
import { eachResponse, type Layout, ofResponses, ofTokens, type Shape, spread, type Value, type World } from './values'

/** Something to be called. */
export interface FormulaFunction extends Operation {
  name: string
  meaning: string
  parameters: readonly string[]
  /** Whether more arguments may follow. */
  variadic?: boolean
  /** What is wrong with an argument of these shapes and, where it is known while reading, value. */
  refuses?: (shapes: readonly Shape[], constants: readonly (number | undefined)[]) => Refusal | undefined
  /** What people may call it. */
  alias?: readonly string[]
}

export interface Refusal {
  argument: number
  why: string
}

type Compute = (...numbers: number[]) => number
type TexOf = (...args: Tex[]) => Tex

/** A function of numbers. */
const plain = (
  name: string,
  parameters: string,
  meaning: string,
  compute: Compute,
  tex: TexOf,
  more: Partial<FormulaFunction> = {},
): FormulaFunction => ({
  ...placeByPlace(compute),
  name,
  parameters: parameters.split(' '),
  meaning,
  tex: (args) => tex(...args),
  ...more,
})

/** A function of a value a token; numbers a response and single numbers stand for each of their tokens. */
const perToken = (
  name: string,
  meaning: string,
  shape: Shape,
  compute: (numbers: Float64Array, layout: Layout, world: World) => Float64Array,
  tex: TexOf,
  more: Partial<FormulaFunction> = {},
): FormulaFunction => ({
  name,
  parameters: ['x'],
  meaning,
  shape: () => shape,
  evaluate: ([x], world) => compute(spread(x as Value, 'token', world.layout), world.layout, world),
  tex: (args) => tex(...args),
  ...more,
})

const named =
  (name: string): TexOf =>
  (...args) =>
    called(`\\${name}`, args)
const operatorName = (name: string): TexOf => named(`operatorname{${name}}`)
const sumOver =
  (range: (letter: string) => string): TexOf =>
  (x) =>
    bound((letter) => String.raw`\sum_{${range(letter)}}`, x)
const sumOverAll: TexOf = (x) => bound((letter) => String.raw`\sum_{${letter}=1}^{T}`, x)

/** Σ_{j>i} of each token i, added up from the response's end, as the PEAR weights are. */
const sumsAfter = (numbers: Float64Array, layout: Layout): Float64Array =>
  ofTokens(layout, (into, start, end) => {
    let sum = 0
    for (let i = end - 1; i >= start; i--) {
      into[i] = sum
      sum += numbers[i] as number
    }
  })

/** The sum of each response, from its end too. */
const sums = (numbers: Float64Array, layout: Layout): Float64Array =>
  ofResponses(layout, (start, end) => {
    let sum = 0
    for (let i = end - 1; i >= start; i--) sum += numbers[i] as number
    return sum
  })

const meanOf = (numbers: Float64Array): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

/** The q-quantile of numbers: linear between the two nearest in order, as NumPy and PyTorch take it. NaN for none and outside 0 ≤ q ≤ 1. */
function quantileOf(numbers: Float64Array, q: number): number {
  const ordered = numbers.slice().sort()
  const place = q * (ordered.length - 1)
  const below = ordered[Math.floor(place)] ?? NaN
  const above = ordered[Math.ceil(place)] ?? NaN
  const part = place - Math.floor(place)
  // NaNs are last in order.
  if (Number.isNaN(ordered.at(-1))) return NaN
  if (part === 0) return below
  return part < 0.5 ? below + (above - below) * part : above - (above - below) * (1 - part)
}

const table: readonly FormulaFunction[] = [
  plain('exp', 'x', 'e to the power x', (...[x]) => exp(x as number), named('exp')),
  plain('log', 'x', 'natural logarithm', (...[x]) => log(x as number), named('log'), { alias: ['ln'] }),
  plain(
    'sqrt',
    'x',
    'square root',
    (...[x]) => Math.sqrt(x as number),
    (x) => joined(String.raw`\sqrt{${x.text}}`, ATOM, [x]),
  ),
  plain(
    'abs',
    'x',
    'absolute value',
    (...[x]) => Math.abs(x as number),
    (x) => joined(String.raw`\left|${x.text}\right|`, ATOM, [x]),
  ),
  plain('min', 'a b', 'the smallest', Math.min, named('min'), { variadic: true, alias: ['minimum'] }),
  plain('max', 'a b', 'the largest', Math.max, named('max'), { variadic: true, alias: ['maximum'] }),
  plain(
    'clip',
    'x lo hi',
    'x, but not below lo nor above hi',
    (...[x, low, high]) => Math.min(Math.max(x as number, low as number), high as number),
    operatorName('clip'),
    { alias: ['clamp'] },
  ),
  plain(
    'if',
    'c a b',
    'a where c is not 0, b where it is',
    (...[c, a, b]) => (c !== 0 ? (a as number) : (b as number)),
    (...args) => {
      const [c, a, b] = args as [Tex, Tex, Tex]
      const condition = c.condition ?? String.raw`${c.text} \ne 0`
      const cases = String.raw`${a.text} & \text{if } ${condition} \\ ${b.text} & \text{else}`
      return joined(String.raw`\begin{cases}${cases}\end{cases}`, PREFIX, args)
    },
    { alias: ['where', 'ifelse'] },
  ),
  perToken('sum', 'sum over the response', 'response', sums, sumOverAll, { alias: ['total'] }),
  perToken(
    'mean',
    'mean over the response',
    'response',
    (numbers, layout) => {
      const lengths = ofResponses(layout, (start, end) => end - start)
      return sums(numbers, layout).map((sum, r) => sum / (lengths[r] as number))
    },
    (x) => {
      const sum = sumOverAll(x)
      return joined(`${fraction(piece('1'), piece('T')).text} ${sum.text}`, PREFIX, [sum])
    },
    { alias: ['avg', 'average'] },
  ),
  perToken(
    'after',
    'sum over the tokens behind this one',
    'token',
    sumsAfter,
    sumOver((j) => `${j}>@`),
  ),
  perToken(
    'before',
    'sum over the tokens ahead of this one',
    'token',
    (numbers, layout) =>
      ofTokens(layout, (into, start, end) => {
        let sum = 0
        for (let i = start; i < end; i++) {
          into[i] = sum
          sum += numbers[i] as number
        }
      }),
    sumOver((j) => `${j}<@`),
  ),
  perToken(
    'blockAfter',
    'sum over the tokens behind this one’s block',
    'token',
    (numbers, layout, { constants: { block } }) => {
      const after = sumsAfter(numbers, layout)
      return ofTokens(layout, (into, start, end) => {
        for (let i = start; i < end; i++) into[i] = after[start + blockEnd(i - start, block, end - start)] ?? NaN
      })
    },
    sumOver((j) => `${j}>e_{k(@)}`),
    { reads: ['block'] },
  ),
  perToken(
    'batchMean',
    'mean over all tokens of the batch',
    'batch',
    (numbers) => Float64Array.of(meanOf(numbers)),
    operatorName('batchMean'),
    { overBatch: true },
  ),
  {
    name: 'quantile',
    parameters: ['x', 'q'],
    meaning: 'q-quantile over the batch: of its tokens, or of its responses where x is one number a response',
    shape: () => 'batch',
    evaluate: ([x, q], { layout }) => {
      const { shape, numbers } = x as Value
      // A response without tokens is none to count.
      const counted =
        shape === 'response' ? numbers.filter((_, r) => layout.starts[r] !== layout.starts[r + 1]) : numbers
      return Float64Array.of(quantileOf(counted, (q as Value).numbers[0] as number))
    },
    tex: (args) => operatorName('quantile')(...args),
    overBatch: true,
    refuses: ([, shape], [, q]) => {
      if (shape !== 'batch') return { argument: 1, why: 'needs one number as `q`, not one of every token or response' }
      return q !== undefined && !(q >= 0 && q <= 1) ? { argument: 1, why: `needs a \`q\` of 0 to 1` } : undefined
    },
    alias: ['percentile'],
  },
  perToken(
    'normalise',
    'x divided by its mean over all tokens of the batch',
    'token',
    (numbers) => {
      const mean = meanOf(numbers)
      return numbers.map((x) => x / mean)
    },
    operatorName('normalise'),
    { overBatch: true, alias: ['norm'] },
  ),
  perToken(
    'positionMean',
    'mean at the token’s place, over the responses that reach it',
    'token',
    (numbers, layout) => {
      const longest = ofResponses(layout, (start, end) => end - start).reduce(
        (most, length) => Math.max(most, length),
        0,
      )
      const [totals, counts] = [new Float64Array(longest), new Float64Array(longest)]
      eachResponse(layout, (start, end) => {
        for (let i = start; i < end; i++) {
          totals[i - start] = (totals[i - start] as number) + (numbers[i] as number)
          counts[i - start] = (counts[i - start] as number) + 1
        }
      })
      return ofTokens(layout, (into, start, end) => {
        for (let i = start; i < end; i++) into[i] = (totals[i - start] as number) / (counts[i - start] as number)
      })
    },
    operatorName('positionMean'),
    { overBatch: true },
  ),
  perToken(
    'shuffle',
    'the same numbers, dealt at random to the tokens of the batch',
    'token',
    (numbers, _, { rng }) => Float64Array.from(rng.shuffle(Array.from(numbers))),
    operatorName('shuffle'),
    { overBatch: true },
  ),
]

export const functions: ReadonlyMap<string, FormulaFunction> = new Map(table.map((entry) => [entry.name, entry]))

/** How a function is called: `clip(x, lo, hi)`. */
export const signature = ({ name, parameters, variadic }: FormulaFunction): string =>
  `${name}(${parameters.join(', ')}${variadic ? ', …' : ''})`
