import * as tf from '@tensorflow/tfjs'
import type { PromptBatch } from '../engine'
import type { PolicyShape } from '../shape'
import { applyRope, attend, decode, feedForward, normalise, readout } from './decoder'
import { unpackWeights, type Weights } from './parameters'
import { multipliers, sample, thresholds } from './sampler'
import { toMembers, uploadOneHot, uploadSlots } from './slots'
import { type Constants, MASKED, type Rope, tidy } from './tensors'

/** Keys and values of one layer, `[M·R, H, C, dh]` with C = P + L slots; unwritten slots are 0. */
interface LayerCache {
  keys: tf.Tensor4D
  values: tf.Tensor4D
}

/**
 * Samples L tokens for every prompt of every member: one forward pass over the prompts, then L − 1 single-token passes
 * with a cache of fixed shape. Rows go on after their last token; the host cuts them.
 *
 * @param flat parameters `[M, P]`
 * @returns `[M, R, 3L]`: L tokens, L log-probabilities at temperature 1, L entropies
 */
export function rolloutTokens(
  flat: tf.Tensor2D,
  shape: PolicyShape,
  prompts: PromptBatch,
  maxResponse: number,
  constants: Constants,
): tf.Tensor3D {
  return tidy(() => {
    const weights = unpackWeights(flat, shape, constants)
    const rows = prompts.rows
    const threshold = uploadSlots(thresholds(prompts, maxResponse), prompts, [rows, maxResponse]) as tf.Tensor3D
    const inverse = uploadSlots(multipliers(prompts), prompts, [rows, 1]) as tf.Tensor3D
    const lengths = memberLengths(prompts)
    const promptMask = uploadPromptMask(prompts, lengths, maxResponse)
    let state = tidy(() => prefill(weights, shape, prompts, lengths, maxResponse, constants))
    const drawn: [tokens: tf.Tensor3D[], logProbs: tf.Tensor3D[], entropies: tf.Tensor3D[]] = [[], [], []]
    for (let t = 0; t < maxResponse; t++) {
      const next = tidy(() => {
        const logits = readout(state.hidden, weights, constants)
        const chosen = tf.slice(threshold, [0, 0, t], [-1, -1, 1])
        const { token, logProb, entropy, oneHot } = sample(logits, inverse, chosen, constants)
        if (t === maxResponse - 1) return { token, logProb, entropy, state }
        const at = {
          slot: prompts.length + t,
          rope: gatherRope(shape, lengths, prompts.length + maxResponse, t, constants),
        }
        const embedded: tf.Tensor3D = tf.matMul(oneHot, weights.embedding)
        return {
          token,
          logProb,
          entropy,
          state: stepToken(embedded, state.cache, weights, shape, at, promptMask, constants),
        }
      })
      if (next.state !== state) tf.dispose([state.hidden, ...state.cache.flatMap(({ keys, values }) => [keys, values])])
      state = next.state
      drawn[0].push(next.token)
      drawn[1].push(next.logProb)
      drawn[2].push(next.entropy)
    }
    return tf.concat(drawn.flat(), 2)
  })
}

/** The residual stream `[M, R, D]` at the position that predicts each row's next token, and the cache so far. */
interface DecodeState {
  hidden: tf.Tensor3D
  cache: LayerCache[]
}

/** The prompts in one forward pass. Padding stands after each prompt, so causal attention never looks at it. */
function prefill(
  weights: Weights,
  shape: PolicyShape,
  prompts: PromptBatch,
  lengths: Int32Array,
  maxResponse: number,
  constants: Constants,
): DecodeState {
  const { rows, length } = prompts
  const members = weights.embedding.shape[0]
  const tokens = uploadOneHot(prompts.ids, prompts, shape.vocabulary)
  const { hidden, heads } = decode(weights, tokens, length, shape, constants)
  // A product with a one-hot row copies exactly.
  const lasts = tf.oneHot(
    tf.tensor1d(
      lengths.map((n) => n - 1),
      'int32',
    ),
    length,
    1,
    0,
    'float32',
  )
  const last = tf.matMul(
    lasts.reshape([members * rows, 1, length]),
    hidden.reshape([members * rows, length, shape.dModel]),
  )
  const room = tf.zeros([members * rows, shape.heads, maxResponse, shape.dModel / shape.heads])
  const cache = heads.map(({ k, v }) => ({
    keys: tf.concat([k, room], 2) as tf.Tensor4D,
    values: tf.concat([v, room], 2) as tf.Tensor4D,
  }))
  return { hidden: last.reshape([members, rows, shape.dModel]), cache }
}

/** One token of every row through the decoder, its keys and values written to a slot of the cache. */
function stepToken(
  embedded: tf.Tensor3D,
  cache: readonly LayerCache[],
  weights: Weights,
  shape: PolicyShape,
  { slot, rope }: { slot: number; rope: Rope },
  promptMask: tf.Tensor4D,
  constants: Constants,
): DecodeState {
  const [members, rows, width] = embedded.shape
  const count = members * rows
  const slots = promptMask.shape[3]
  const written = constants.slot(slot, slots)
  const mask = tf.add(promptMask, constants.unwritten(slot, slots))
  let x = embedded
  const layers = weights.layers.map((layer, index) => {
    const flat = tf.matMul(normalise(x, constants), layer.wqkv)
    const parts = applyRope(flat.reshape([count, 3, shape.heads, width / shape.heads]), rope)
    const [q, k, v] = tf
      .split(parts, 3, 1)
      .map((part) => part.reshape([count, shape.heads, 1, width / shape.heads])) as [
      tf.Tensor4D,
      tf.Tensor4D,
      tf.Tensor4D,
    ]
    const { keys, values } = cache[index] as LayerCache
    const updated: LayerCache = {
      keys: tf.add(keys, tf.mul(k, written)),
      values: tf.add(values, tf.mul(v, written)),
    }
    const joined = attend(q, updated.keys, updated.values, mask).reshape<tf.Tensor3D>(x.shape)
    x = feedForward(tf.add(x, tf.matMul(joined, layer.wo)), layer, constants)
    return updated
  })
  return { hidden: x, cache: layers }
}

/** RoPE's factors for token t of every response, at its own position after its prompt: `[M·R, 3, 1, dh]`. */
function gatherRope(shape: PolicyShape, lengths: Int32Array, positions: number, t: number, constants: Constants): Rope {
  const table = constants.ropeTable(shape, positions)
  const index = tf.tensor1d(
    lengths.map((n) => n + t),
    'int32',
  )
  const rows = (factors: tf.Tensor): tf.Tensor =>
    tf.gather(factors, index).reshape([lengths.length, 3, 1, shape.dModel / shape.heads])
  return { cos: rows(table.cos), sin: rows(table.sin), rotate: table.rotate }
}

/** Prompt lengths as every member sees them, `[M·R]`. */
function memberLengths({ lengths, slots, slotOf, rows }: PromptBatch): Int32Array {
  if (slots > 1) return toMembers(lengths, { slots, slotOf })
  return Int32Array.from({ length: rows * slotOf.length }, (_, i) => lengths[i % rows] as number)
}

/** `[M·R, 1, 1, C]`: 0 on the prompt's tokens and on the response's slots, `MASKED` on the prompt's padding. */
function uploadPromptMask({ length }: PromptBatch, lengths: Int32Array, maxResponse: number): tf.Tensor4D {
  const slots = length + maxResponse
  const mask = new Float32Array(lengths.length * slots)
  lengths.forEach((used, row) => mask.fill(MASKED, row * slots + used, row * slots + length))
  return tf.tensor4d(mask, [lengths.length, 1, 1, slots])
}
