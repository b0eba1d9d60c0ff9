import type { TokenBatch } from '../engine'

/*
 * What a slot `[B, T]` of a batch asks the decoder to compute: positions without padding.
 */

/** The tokens of one row's response among all predicted tokens. */
export interface ResponseSpan {
  /** The row's index in `[S, B]`. */
  row: number
  /** Its first token's index. */
  from: number
  count: number
}

/** The positions of one slot that a pass computes, one sequence after the other without padding: N of them, R predict a token. */
export interface PackedRows {
  /** `[N]` */
  ids: Int32Array
  /** `[N]`: each one's position in its sequence. */
  positions: Int32Array
  /** Positions of each sequence. */
  lengths: Int32Array
  /** `[R]`: which of the N positions predict a token. */
  heads: Int32Array
  /** `[R]` */
  targets: Int32Array
  /** `[R]`: their places in `[S, B, T]`. */
  sources: Int32Array
  spans: ResponseSpan[]
}

/**
 * Packs what the responses of a slot need: prompts and responses, and the positions that predict response tokens.
 *
 * @param whole take all T positions of every row, and predict at all of them, so that nothing of a score is left out
 */
export function packSlot(batch: TokenBatch, slot: number, whole: boolean): PackedRows {
  const { rows, length, inputs, targets, firsts, counts } = batch
  const [ids, positions, lengths, heads, sources]: [number[], number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
    [],
  ]
  const spans: ResponseSpan[] = []
  for (let row = slot * rows; row < (slot + 1) * rows; row++) {
    const [first, count] = whole ? [0, length] : [firsts[row] as number, counts[row] as number]
    if (count === 0) continue
    spans.push({ row, from: heads.length, count })
    lengths.push(first + count)
    for (let position = 0; position < first + count; position++) {
      if (position >= first) {
        heads.push(ids.length)
        sources.push(row * length + position)
      }
      ids.push(inputs[row * length + position] as number)
      positions.push(position)
    }
  }
  return {
    ids: Int32Array.from(ids),
    positions: Int32Array.from(positions),
    lengths: Int32Array.from(lengths),
    heads: Int32Array.from(heads),
    targets: Int32Array.from(sources, (source) => targets[source] as number),
    sources: Int32Array.from(sources),
    spans,
  }
}

/** The numbers of a slot's predicted tokens, `[R]` or with `width` `[R, width]`, out of what a batch has for every position. */
export function pick({ sources }: Pick<PackedRows, 'sources'>, values: Float32Array, width = 1): Float32Array {
  const picked = new Float32Array(sources.length * width)
  sources.forEach((source, i) => {
    picked.set(values.subarray(source * width, (source + 1) * width), i * width)
  })
  return picked
}
