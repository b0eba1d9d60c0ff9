import { threefry2x32, unitInterval } from '../../core/threefry'
import { inverseTemperatures } from '../batch'
import type { PromptBatch, Rollouts, Sampling } from '../engine'
import type { Decoder, LayerTrace } from './decoder'
import type { Pointer } from './kernels'
import { type LayerWeights, type Weights, weightsAt } from './weights'

/*
 * Sampling: one token of each row at a time, with the keys and values of earlier tokens in a cache.
 */

/** Rows `from` to `to` (exclusive) of a member's slot. */
export interface RowRange {
  from: number
  to: number
}

/** Keys and values of every layer, `[rows, capacity, D]` each. */
interface Cache {
  layers: { keys: Pointer; values: Pointer }[]
  capacity: number
  work: Pointer
}

/**
 * Samples the responses of one member to some rows of its slot, all rows side by side, position by position: a prompt's tokens go the
 * way of sampled ones, and what has ended takes no part any more.
 */
export function rolloutRows(
  decoder: Decoder,
  parameters: Pointer,
  { member, slot, range }: { member: number; slot: number; range: RowRange },
  prompts: PromptBatch,
  { maxResponse, stops }: Sampling,
  result: Rollouts,
): void {
  const weights = weightsAt(parameters, decoder.shape)
  const lengthOf = (row: number): number => prompts.lengths[slot * prompts.rows + row] as number
  let active = Array.from({ length: range.to - range.from }, (_, place) => range.from + place)
  const longest = active.reduce((most, row) => Math.max(most, lengthOf(row)), 0)
  const cache = openCache(decoder, active.length, longest + maxResponse)
  for (let position = 0; active.length > 0; position++) {
    const ids = active.map((row) => {
      const place = position - lengthOf(row)
      return place < 0
        ? (prompts.ids[(slot * prompts.rows + row) * prompts.length + position] as number)
        : (result.tokens[(member * prompts.rows + row) * maxResponse + place] as number)
    })
    const places = active.map((row) => row - range.from)
    const out = advance(decoder, weights, cache, { ids, places, position })
    const drawing = active.filter((row) => position >= lengthOf(row) - 1)
    if (drawing.length === 0) continue
    const indices = drawing.map((row) => active.indexOf(row))
    const drawn = drawTokens(decoder, weights, out, indices, drawing, { prompts, slot, position, lengthOf })
    const ended = new Set<number>()
    drawing.forEach((row, i) => {
      const t = position - lengthOf(row) + 1
      const own = member * prompts.rows + row
      const token = drawn.ids[i] as number
      result.tokens[own * maxResponse + t] = token
      result.logProbs[own * maxResponse + t] = drawn.tokens[2 * i] as number
      result.entropies[own * maxResponse + t] = drawn.tokens[2 * i + 1] as number
      result.lengths[own] = t + 1
      if (stops.includes(token) || t + 1 === maxResponse) ended.add(row)
    })
    active = active.filter((row) => !ended.has(row))
  }
}

function openCache(decoder: Decoder, rows: number, capacity: number): Cache {
  const { space, shape } = decoder
  const size = rows * capacity * shape.dModel
  const layers = Array.from({ length: shape.layers }, (_, layer) => ({
    keys: space.room(`cache ${layer} keys`, size),
    values: space.room(`cache ${layer} values`, size),
  }))
  decoder.reach(capacity)
  return { layers, capacity, work: space.room('attention work', capacity + 4) }
}

/** One token of each row, all at one position, through the decoder; gives the residual stream `[rows, D]`. */
function advance(
  decoder: Decoder,
  weights: Weights,
  cache: Cache,
  { ids, places, position }: { ids: number[]; places: number[]; position: number },
): Pointer {
  const { kernels, space, shape } = decoder
  const count = ids.length
  const tokens = space.put('ids', Int32Array.from(ids))
  const rows = space.put('places', Int32Array.from(places))
  const positions = space.put('positions', new Int32Array(count).fill(position))
  // One layer after the other uses the same room: nothing is kept for a backward pass.
  const trace = decoder.traceOf(0, count, 0)
  const out = space.room('out', count * shape.dModel)
  kernels.gather(weights.embedding, tokens, count, shape.dModel, trace.x)
  weights.layers.forEach((own: LayerWeights, layer) => {
    const { keys, values } = cache.layers[layer] as Cache['layers'][number]
    decoder.project(own, trace, positions, count)
    kernels.attendCached(
      trace.qkv,
      rows,
      positions,
      count,
      shape.dModel,
      shape.heads,
      keys,
      values,
      cache.capacity,
      cache.work,
      trace.joined,
    )
    const last: LayerTrace['x'] = layer === shape.layers - 1 ? out : trace.x
    decoder.finish(own, trace, last, count)
  })
  return out
}

/** Draws a token for the rows whose residual streams are at these indices. */
function drawTokens(
  decoder: Decoder,
  weights: Weights,
  out: Pointer,
  indices: number[],
  rows: number[],
  {
    prompts,
    slot,
    position,
    lengthOf,
  }: { prompts: PromptBatch; slot: number; position: number; lengthOf: (row: number) => number },
): { ids: Int32Array; tokens: Float32Array } {
  const { kernels, space, shape } = decoder
  const count = rows.length
  const own = rows.map((row) => slot * prompts.rows + row)
  const temperatures = Float32Array.from(own, (row) => prompts.temperatures[row] as number)
  const uniforms = Float32Array.from(rows, (row, i) => {
    const at = 2 * (own[i] as number)
    const t = position - lengthOf(row) + 1
    return unitInterval(threefry2x32(prompts.keys[at] as number, prompts.keys[at + 1] as number, t, 0)[0])
  })
  const x = space.room('head x', count * shape.dModel)
  kernels.gather(out, space.put('heads', Int32Array.from(indices)), count, shape.dModel, x)
  const { logits } = decoder.readout(weights, x, count)
  const [inverse, uniform] = [
    space.put('inverses', inverseTemperatures({ temperatures })),
    space.put('uniforms', uniforms),
  ]
  const ids = space.room('drawn', count)
  const tokens = space.room('tokens', 2 * count)
  kernels.draw(logits, inverse, uniform, count, shape.vocabulary, ids, tokens)
  return { ids: space.integers(ids, count).slice(), tokens: space.floats(tokens, 2 * count).slice() }
}
