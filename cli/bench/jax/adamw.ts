import { numpy as np, tree } from '@jax-js/jax'
import { NORM_EPSILON } from '../../../src/policy/constants'
import type { OptimizerSettings } from '../../../src/policy/engine'
import type { Weights } from './decoder'

/** Weights with AdamW's moments. */
export type State = Readonly<{ weights: Weights; first: Weights; second: Weights }>

/**
 * Clips the gradient to a norm and takes a step of AdamW, as torch does. Consumes its arguments.
 *
 * @param corrections 1 − β₁ᵗ and 1 − β₂ᵗ of step t, `[2]`
 */
export function adamW(state: State, gradient: Weights, corrections: np.Array, settings: OptimizerSettings): State {
  const { learningRate, beta1, beta2, epsilon, weightDecay, maxGradNorm } = settings
  const squares = tree.leaves<np.Array>(gradient).map((g) => np.square(g.ref).sum())
  const norm = np.sqrt(squares.reduce((sum, square) => sum.add(square)))
  const scale = np.minimum(np.array(maxGradNorm).div(norm.add(NORM_EPSILON)), 1)
  const correction1 = corrections.ref.slice(0)
  const correction2 = corrections.slice(1)
  const clipped = tree.map<np.Array, np.Array, Weights>((g) => g.mul(scale.ref), gradient)
  const first = tree.map<np.Array, np.Array, Weights>(
    (m, g) => m.mul(beta1).add(g.ref.mul(1 - beta1)),
    state.first,
    clipped,
  )
  const second = tree.map<np.Array, np.Array, Weights>(
    (v, g) => v.mul(beta2).add(np.square(g).mul(1 - beta2)),
    state.second,
    clipped,
  )
  const weights = tree.map<np.Array, np.Array, Weights>(
    (w, m, v) => {
      const direction = m.ref.div(correction1.ref).div(np.sqrt(v.ref.div(correction2.ref)).add(epsilon))
      return w.mul(1 - learningRate * weightDecay).sub(direction.mul(learningRate))
    },
    state.weights,
    first,
    second,
  )
  for (const unused of [scale, correction1, correction2]) unused.dispose()
  return { weights, first, second }
}
