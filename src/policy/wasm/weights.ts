import { parameterSpans, type PolicyShape } from '../shape'
import type { Pointer } from './kernels'

/*
 * Where the tensors of a flat vector `[P]` are in the module's memory.
 */

/** Where the tensors of one layer are. */
export interface LayerWeights {
  attnNorm: Pointer
  wqkv: Pointer
  wo: Pointer
  mlpNorm: Pointer
  wgate: Pointer
  wup: Pointer
  wdown: Pointer
}

/** Where the tensors of one member, or of its gradient, are. */
export interface Weights {
  embedding: Pointer
  layers: LayerWeights[]
  finalNorm: Pointer
}

/** The tensors of a flat vector `[P]` at an address. */
export function weightsAt(pointer: Pointer, shape: PolicyShape): Weights {
  const places = new Map(parameterSpans(shape).map(({ name, offset }) => [name, pointer + 4 * offset]))
  const place = (name: string): Pointer => places.get(name) as Pointer
  return {
    embedding: place('embedding'),
    finalNorm: place('finalNorm'),
    layers: Array.from({ length: shape.layers }, (_, layer) => {
      const own = (name: string): Pointer => place(`layer${layer}.${name}`)
      return {
        attnNorm: own('attnNorm'),
        wqkv: own('wqkv'),
        wo: own('wo'),
        mlpNorm: own('mlpNorm'),
        wgate: own('wgate'),
        wup: own('wup'),
        wdown: own('wdown'),
      }
    }),
  }
}
