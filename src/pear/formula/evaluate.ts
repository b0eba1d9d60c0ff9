import { createRng, type Rng } from '../../core/rng'
import type { Program } from './parse'
import { type BatchField, type Constants, type Layout, spread, type Value, type World } from './values'

/** A number a token, one row a response. */
export type Rows = readonly ArrayLike<number>[]

/** What a formula is given of a batch: of each response's tokens, EOS included, prompt and padding not. */
export interface FormulaBatch {
  /** log π_θ(y_t) */
  lp: Rows
  /** log π_β(y_t) */
  lpb?: Rows | undefined
  /** log π₀(y_t) */
  lp0?: Rows | undefined
  /** Entropy of π_θ at the token, in nats. */
  H?: Rows | undefined
  /** Size of the vocabulary. */
  V: number
}

/** A weight that is no finite number, or one that is too large for those who take it: engines count in float32. */
export class WeightError extends RangeError {
  override readonly name = 'WeightError'
  /**
   * @param response index in the batch, from 0
   * @param token index in the response, from 0
   */
  constructor(
    readonly response: number,
    readonly token: number,
    readonly value: number,
  ) {
    const why = Number.isFinite(value) ? 'and float32 ends at 3.4e+38' : 'not a finite number'
    const what = `The weight of token ${token + 1} of response ${response + 1} is ${value}, ${why}`
    super(`${what}: bound what may grow without limit with clip(x, lo, hi), and what may be divided by 0 with max.`)
  }
}

/** A batch that does not bring what the formula reads. */
export class FormulaInputError extends RangeError {
  override readonly name = 'FormulaInputError'
}

const FIELD_TITLES: Readonly<Record<BatchField, string>> = {
  lp: 'log π_θ of each token',
  lp0: 'log π₀ of each token',
  lpb: 'log π_β of each token',
  H: 'the entropy at each token',
}

/**
 * For each step the last that needs it, undefined where the result does not depend on it. What is needed no more is let go, so that a
 * long formula holds few of its intermediate values.
 */
export function lastUses({ steps, result }: Program): (number | undefined)[] {
  const last = new Array<number | undefined>(steps.length)
  last[result] = steps.length
  for (let i = steps.length - 1; i >= 0; i--) {
    if (last[i] === undefined) continue
    for (const arg of steps[i]?.args ?? []) last[arg] ??= i
  }
  return last
}

/** c_t of every response token. Work: each step once, each in the order of n or n·log n of the batch's n tokens. */
export function evaluate(
  { steps, result }: Program,
  last: readonly (number | undefined)[],
  batch: FormulaBatch,
  constants: Constants,
  rng: Rng = createRng(0, 'formula'),
): number[][] {
  const layout = layoutOf(batch.lp)
  const world: World = {
    layout,
    field: (name) => fieldOf(batch, name, layout),
    vocabulary: batch.V,
    constants,
    rng,
  }
  const values = new Array<Value | undefined>(steps.length)
  for (const [i, { operation, args, shape }] of steps.entries()) {
    if (last[i] === undefined) continue
    values[i] = {
      shape,
      numbers: operation.evaluate(
        args.map((arg) => values[arg] as Value),
        world,
      ),
    }
    for (const arg of args) if (last[arg] === i) values[arg] = undefined
  }
  return weightRows(spread(values[result] as Value, 'token', layout), layout)
}

function layoutOf(rows: Rows): Layout {
  const starts = [0]
  for (const row of rows) starts.push((starts.at(-1) as number) + row.length)
  const responseOf = new Int32Array(starts.at(-1) as number)
  for (let r = 0; r < rows.length; r++) responseOf.fill(r, starts[r], starts[r + 1])
  return { starts, responseOf }
}

function fieldOf(batch: FormulaBatch, name: BatchField, { starts, responseOf }: Layout): Float64Array {
  const rows = batch[name]
  if (!rows) throw new FormulaInputError(`The formula reads ${name}, ${FIELD_TITLES[name]}, and the batch brings none.`)
  if (rows.length !== starts.length - 1) {
    const counts = `${rows.length} and ${starts.length - 1} responses`
    throw new FormulaInputError(`The batch has ${counts} in ${name} and lp; it must have as many.`)
  }
  const numbers = new Float64Array(responseOf.length)
  for (const [r, row] of rows.entries()) {
    const [start, end] = [starts[r] as number, starts[r + 1] as number]
    if (row.length !== end - start) {
      const counts = `${row.length} and ${end - start} tokens`
      throw new FormulaInputError(`Response ${r + 1} has ${counts} in ${name} and lp; it must have as many.`)
    }
    numbers.set(row, start)
  }
  return numbers
}

function weightRows(weights: Float64Array, { starts }: Layout): number[][] {
  return starts.slice(1).map((end, response) => {
    const row = Array.from(weights.subarray(starts[response], end))
    const token = row.findIndex((weight) => !Number.isFinite(weight))
    if (token >= 0) throw new WeightError(response, token, row[token] as number)
    return row
  })
}
