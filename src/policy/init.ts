import { createRng } from '../core/rng'
import { parameterCount, parameterSpans, type PolicyShape } from './shape'

/**
 * Fresh parameters `[P]` of one member, a function of shape and seed alone. Gains are 1; weights are normal with standard
 * deviation 1/√(rows), those that write to the residual stream divided by √(2L) so that depth does not enlarge it; the
 * embedding has 1/√D, so that the tied output gives logits of size 1.
 */
export function initialParameters(shape: PolicyShape, seed: number): Float32Array {
  const rng = createRng(seed, 'init')
  const parameters = new Float32Array(parameterCount(shape))
  const depth = Math.sqrt(2 * shape.layers)
  for (const { name, shape: sizes, offset, size } of parameterSpans(shape)) {
    const kind = name.split('.').at(-1) ?? name
    if (sizes.length === 1) {
      parameters.fill(1, offset, offset + size)
      continue
    }
    const fanIn = kind === 'embedding' ? shape.dModel : (sizes[0] as number)
    const deviation = 1 / Math.sqrt(fanIn) / (kind === 'wo' || kind === 'wdown' ? depth : 1)
    for (let i = offset; i < offset + size; i++) parameters[i] = deviation * rng.normal()
  }
  return parameters
}
