import { power } from '../core/elementary'
import { ROPE_BASE } from './constants'

/** The decoder's sizes (METHOD.md, "The policy"). `dModel` is a multiple of `2·heads`, because RoPE turns pairs. */
export interface PolicyShape {
  /** V: number of tokens. */
  vocabulary: number
  /** D: width of the residual stream. */
  dModel: number
  /** H: attention heads. */
  heads: number
  /** L: layers. */
  layers: number
  /** F: width of the SwiGLU hidden layer. */
  dFF: number
}

/** Names a shape: equal for shapes of the same sizes, whatever else the objects hold. */
export const shapeKey = ({ vocabulary, dModel, heads, layers, dFF }: PolicyShape): string =>
  [vocabulary, dModel, heads, layers, dFF].join()

/** Whether two shapes are the same. */
export const sameShape = (a: PolicyShape, b: PolicyShape): boolean => shapeKey(a) === shapeKey(b)

/** One parameter tensor inside a member's flat vector of P numbers. */
export interface ParameterSpan {
  name: string
  shape: readonly number[]
  /** Index of its first number. */
  offset: number
  size: number
}

/**
 * The order of all parameter tensors of a shape in the flat vector: embedding `[V, D]`; per layer `attnNorm [D]`,
 * `wqkv [D, 3D]` (q | k | v), `wo [D, D]`, `mlpNorm [D]`, `wgate [D, F]`, `wup [D, F]`, `wdown [F, D]`; `finalNorm [D]`.
 */
export function parameterSpans(shape: PolicyShape): ParameterSpan[] {
  const { vocabulary: V, dModel: D, layers: L, dFF: F } = shape
  const named: [string, number[]][] = [['embedding', [V, D]]]
  for (let layer = 0; layer < L; layer++) {
    const tensors: [string, number[]][] = [
      ['attnNorm', [D]],
      ['wqkv', [D, 3 * D]],
      ['wo', [D, D]],
      ['mlpNorm', [D]],
      ['wgate', [D, F]],
      ['wup', [D, F]],
      ['wdown', [F, D]],
    ]
    named.push(...tensors.map(([name, dims]): [string, number[]] => [`layer${layer}.${name}`, dims]))
  }
  named.push(['finalNorm', [D]])
  let offset = 0
  return named.map(([name, dims]) => {
    const size = dims.reduce((a, b) => a * b, 1)
    const span = { name, shape: dims, offset, size }
    offset += size
    return span
  })
}

/** P: how many numbers one member has. */
export function parameterCount(shape: PolicyShape): number {
  return parameterSpans(shape).reduce((sum, { size }) => sum + size, 0)
}

/** RoPE's angle of pair i of a head, numbers i and i + dh/2, at a position: t·θ^(−2i/dh), in float64. */
export function ropeAngle(
  { dModel, heads }: Pick<PolicyShape, 'dModel' | 'heads'>,
  position: number,
  pair: number,
): number {
  return position * power(ROPE_BASE, (-2 * pair) / (dModel / heads))
}
