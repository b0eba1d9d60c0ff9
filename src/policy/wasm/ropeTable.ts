import { type PolicyShape, ropeAngle } from '../shape'
import type { Pointer } from './kernels'
import type { Space } from './space'

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
    const put = (kind: 'cos' | 'sin'): Pointer => {
      const values = Float32Array.from(angles, (angle) => Math[kind](angle))
      return this.space.put(`rope ${kind} ${dModel} ${heads}`, values)
    }
    this.cosines = put('cos')
    this.sines = put('sin')
    this.positions = positions
  }
}
