import { cos, sin } from '../../core/elementary'
import { parameterSpans, type PolicyShape, ropeAngle } from '../shape'
import type { Pointer } from './kernels'
import type { Space } from './space'

/*
 * What passes read in the module's memory beside activations: the tensors of a flat vector `[P]`, and RoPE's factors.
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

/** Cosines and sines of t·θ^(−2i/dh), `[positions, dh/2]` each, computed in float64. */
export class RopeTable {
  cosines: Pointer = 0
  sines: Pointer = 0
  private positions = 0

  constructor(
    private readonly space: Space,
    private readonly shape: PolicyShape,
  ) {}

  /** Makes the table reach so many positions. */
  reach(positions: number): void {
    const { dModel, heads } = this.shape
    if (positions <= this.positions) return
    const half = dModel / heads / 2
    const angles = Array.from({ length: positions * half }, (_, at) =>
      ropeAngle(this.shape, Math.floor(at / half), at % half),
    )
    const put = (name: string, of: (angle: number) => number): Pointer =>
      this.space.put(`rope ${name} ${dModel} ${heads}`, Float32Array.from(angles, of))
    this.cosines = put('cosines', cos)
    this.sines = put('sines', sin)
    this.positions = positions
  }
}
