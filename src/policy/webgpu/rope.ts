import { ropeAngle } from '../shape'
import type { Layout } from './layout'

/** Bytes of `ropeTable`. */
export const ropeBytes = ({ half }: Layout, positions: number): number => 8 * half * positions

/**
 * RoPE's factors for positions 0 ≤ t < `positions`, `[positions, 2·half]`: of each position `half` cosines, then `half` sines, of
 * the angles t·θ^(−2i/dh) for i < dh/2; the padding of a half turns nothing (cosine 1, sine 0). Computed on the host in
 * float64, because WGSL promises little of `cos` and `sin`.
 */
export function ropeTable({ shape, half }: Layout, positions: number): Float32Array {
  const pairs = shape.dModel / shape.heads / 2
  const table = new Float32Array(positions * 2 * half)
  for (let t = 0; t < positions; t++) {
    const row = t * 2 * half
    for (let i = 0; i < half; i++) {
      const angle = i < pairs ? ropeAngle(shape, t, i) : 0
      table[row + i] = Math.cos(angle)
      table[row + half + i] = Math.sin(angle)
    }
  }
  return table
}
