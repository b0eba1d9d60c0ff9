import type { Tex } from './tex'
import { type BatchField, type ConstantName, pointwise, type Shape, type Value, widest, type World } from './values'

/** What a formula can ask for from outside: a pass over the batch, the vocabulary's size, or a number of the arm's. */
export type Reading = BatchField | 'V' | ConstantName

/** One step of a formula: a number, a variable, an operator, or a call. */
export interface Operation {
  /** The shape of the result, from those of the arguments. */
  shape(args: readonly Shape[]): Shape
  evaluate(args: readonly Value[], world: World): Float64Array
  tex(args: readonly Tex[]): Tex
  /** The result for plain numbers, where it depends on nothing else. */
  compute?: (...numbers: number[]) => number
  reads?: readonly Reading[]
  /** Whether a response's result depends on the batch's other responses. */
  overBatch?: boolean
}

/** An operation taken place by place. */
export function placeByPlace(
  compute: (...numbers: number[]) => number,
): Pick<Operation, 'shape' | 'evaluate' | 'compute'> {
  return { shape: widest, evaluate: (args, { layout }) => pointwise(compute, args, layout), compute }
}
