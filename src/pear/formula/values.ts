import type { Rng } from '../../core/rng'

/** One number for the whole batch, one a response, or one a token. */
export type Shape = 'batch' | 'response' | 'token'

/** Numbers of a shape: `[1]`, `[R]`, or all responses' tokens one after another, `[N]`. Never written to once made. */
export interface Value {
  shape: Shape
  numbers: Float64Array
}

/** What a batch may bring of each response's tokens. */
export type BatchField = 'lp' | 'lp0' | 'lpb' | 'H'

/** The arm's own numbers: γ, B and the bounds of δ and of log G (METHOD.md, "PEAR weights"). */
export type ConstantName = 'gamma' | 'block' | 'dmin' | 'dmax' | 'gmin' | 'gmax'
export type Constants = Readonly<Record<ConstantName, number>>

/** Where the tokens of R responses lie among N. */
export interface Layout {
  /** Response r has the tokens `starts[r]` to `starts[r + 1] − 1`; `[R + 1]`. */
  starts: readonly number[]
  /** The response of each token, `[N]`. */
  responseOf: Int32Array
}

/** All that an operation may look at beside its arguments. */
export interface World {
  layout: Layout
  /** A field's numbers, `[N]`. Throws where the batch brings none, or other numbers of tokens. */
  field(name: BatchField): Float64Array
  vocabulary: number
  constants: Constants
  rng: Rng
}

/** The shape in which values of these shapes meet. */
export function widest(shapes: readonly Shape[]): Shape {
  if (shapes.includes('token')) return 'token'
  return shapes.includes('response') ? 'response' : 'batch'
}

const sizeOf = (shape: Shape, layout: Layout): number =>
  shape === 'token' ? layout.responseOf.length : shape === 'response' ? layout.starts.length - 1 : 1

/** A value's numbers in a wider shape: a response's number at each of its tokens, the batch's everywhere. */
export function spread({ shape, numbers }: Value, to: Shape, layout: Layout): Float64Array {
  if (shape === to) return numbers
  if (shape === 'batch') return new Float64Array(sizeOf(to, layout)).fill(numbers[0] as number)
  return Float64Array.from(layout.responseOf, (response) => numbers[response] as number)
}

/** A function of numbers, taken place by place of its arguments' common shape. */
export function pointwise(
  compute: (...numbers: number[]) => number,
  args: readonly Value[],
  layout: Layout,
): Float64Array {
  const shape = widest(args.map((arg) => arg.shape))
  const columns = args.map((arg) => spread(arg, shape, layout))
  const [a, b] = columns as [Float64Array, Float64Array | undefined]
  const into = new Float64Array(a.length)
  // Loops of their own for what is called most: a list of arguments a place would cost more than the arithmetic.
  if (!b) for (let i = 0; i < into.length; i++) into[i] = compute(a[i] as number)
  else if (columns.length === 2) for (let i = 0; i < into.length; i++) into[i] = compute(a[i] as number, b[i] as number)
  else for (let i = 0; i < into.length; i++) into[i] = compute(...columns.map((numbers) => numbers[i] as number))
  return into
}

/** Visits every response: its tokens are `start` to `end − 1`. */
export function eachResponse({ starts }: Layout, visit: (start: number, end: number, response: number) => void): void {
  for (let r = 0; r + 1 < starts.length; r++) visit(starts[r] as number, starts[r + 1] as number, r)
}

/** A number a response. */
export function ofResponses(layout: Layout, make: (start: number, end: number) => number): Float64Array {
  const into = new Float64Array(layout.starts.length - 1)
  eachResponse(layout, (start, end, response) => {
    into[response] = make(start, end)
  })
  return into
}

/** A number a token: `make` fills the places of one response. */
export function ofTokens(layout: Layout, make: (into: Float64Array, start: number, end: number) => void): Float64Array {
  const into = new Float64Array(layout.responseOf.length)
  eachResponse(layout, (start, end) => {
    make(into, start, end)
  })
  return into
}
