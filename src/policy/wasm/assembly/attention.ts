import { addScaled, at, dot, exponential, scaleBy } from './vector'

/*
 * Attention, its gradient, and attention of one new token over a cache. Each query's probabilities are computed by the same
 * code in training and in rollouts.
 */

/** Room for the scores of one query, rounded up to whole vectors. */
function roomFor(count: i32): i32 {
  return (count + 3) & ~3
}

/**
 * One query of one head: probabilities softmax(q·kⱼ·scale) over `count` keys, and Σ pⱼ·vⱼ. Keys and values stand `step` numbers apart.
 */
function attendOne(
  query: usize,
  keys: usize,
  values: usize,
  step: i32,
  count: i32,
  width: i32,
  scale: f32,
  probabilities: usize,
  out: usize,
): void {
  let highest: f32 = -Infinity
  for (let j = 0; j < count; j++) {
    const score = scale * dot(query, at(keys, j * step), width)
    store<f32>(at(probabilities, j), score)
    highest = max(highest, score)
  }
  const room = roomFor(count)
  // What fills the last vector is never read, but must be a number.
  for (let j = count; j < room; j++) store<f32>(at(probabilities, j), highest)
  for (let j = 0; j < room; j += 4) {
    v128.store(at(probabilities, j), exponential(f32x4.sub(v128.load(at(probabilities, j)), f32x4.splat(highest))))
  }
  let mass: f32 = 0
  for (let j = 0; j < count; j++) mass += load<f32>(at(probabilities, j))
  scaleBy(probabilities, <f32>1 / mass, count)
  memory.fill(out, 0, (<usize>width) << 2)
  for (let j = 0; j < count; j++) addScaled(out, at(values, j * step), load<f32>(at(probabilities, j)), width)
}

/**
 * Causal attention within each sequence, scaled by 1/√dh (METHOD.md, "The policy").
 *
 * @param qkv `[rows, 3·width]`: q | k | v of the rows of all sequences, one sequence after the other
 * @param lengths `[sequences]`: rows of each
 * @param probabilities room for Σ heads·length·(length rounded up to 4): for the backward pass
 * @param out `[rows, width]`
 */
export function attend(
  qkv: usize,
  lengths: usize,
  sequences: i32,
  width: i32,
  heads: i32,
  probabilities: usize,
  out: usize,
): void {
  const headWidth = width / heads
  const scale: f32 = <f32>1 / sqrt<f32>(<f32>headWidth)
  let start = 0
  for (let sequence = 0; sequence < sequences; sequence++) {
    const length = load<i32>(at(lengths, sequence))
    for (let head = 0; head < heads; head++) {
      const first = at(qkv, start * 3 * width + head * headWidth)
      for (let t = 0; t < length; t++) {
        const target = at(out, (start + t) * width + head * headWidth)
        attendOne(
          at(first, t * 3 * width),
          at(first, width),
          at(first, 2 * width),
          3 * width,
          t + 1,
          headWidth,
          scale,
          probabilities,
          target,
        )
        probabilities = at(probabilities, roomFor(length))
      }
    }
    start += length
  }
}

/**
 * What `attend` does to gradients: `dout [rows, width]` to `dqkv [rows, 3·width]`, which is overwritten. `work` has room for the longest
 * sequence.
 */
export function attendBackward(
  qkv: usize,
  lengths: usize,
  sequences: i32,
  width: i32,
  heads: i32,
  probabilities: usize,
  dout: usize,
  dqkv: usize,
  work: usize,
): void {
  const headWidth = width / heads
  const step = 3 * width
  const scale: f32 = <f32>1 / sqrt<f32>(<f32>headWidth)
  let start = 0
  for (let sequence = 0; sequence < sequences; sequence++) {
    const length = load<i32>(at(lengths, sequence))
    memory.fill(at(dqkv, start * step), 0, (<usize>(length * step)) << 2)
    for (let head = 0; head < heads; head++) {
      const own = at(qkv, start * step + head * headWidth)
      const below = at(dqkv, start * step + head * headWidth)
      for (let t = 0; t < length; t++) {
        const above = at(dout, (start + t) * width + head * headWidth)
        let meanSlope: f32 = 0
        for (let j = 0; j <= t; j++) {
          const p = load<f32>(at(probabilities, j))
          const slope = dot(above, at(own, j * step + 2 * width), headWidth)
          store<f32>(at(work, j), slope)
          meanSlope += slope * p
          addScaled(at(below, j * step + 2 * width), above, p, headWidth)
        }
        for (let j = 0; j <= t; j++) {
          const slope = scale * load<f32>(at(probabilities, j)) * (load<f32>(at(work, j)) - meanSlope)
          addScaled(at(below, t * step), at(own, j * step + width), slope, headWidth)
          addScaled(at(below, j * step + width), at(own, t * step), slope, headWidth)
        }
        probabilities = at(probabilities, roomFor(length))
      }
    }
    start += length
  }
}

/**
 * Attention of one new token of each row over its row's cache, which takes the token's keys and values.
 *
 * @param qkv `[rows, 3·width]`
 * @param places `[rows]`: which place of the cache is a row's
 * @param counts `[rows]`: tokens that its cache holds already
 * @param keys, values `[places, capacity, width]`
 * @param work room for the longest row, rounded up to 4
 * @param out `[rows, width]`
 */
export function attendCached(
  qkv: usize,
  places: usize,
  counts: usize,
  rows: i32,
  width: i32,
  heads: i32,
  keys: usize,
  values: usize,
  capacity: i32,
  work: usize,
  out: usize,
): void {
  const headWidth = width / heads
  const scale: f32 = <f32>1 / sqrt<f32>(<f32>headWidth)
  for (let row = 0; row < rows; row++) {
    const own = at(qkv, row * 3 * width)
    const count = load<i32>(at(counts, row))
    const cache = load<i32>(at(places, row)) * capacity * width
    memory.copy(at(keys, cache + count * width), at(own, width), (<usize>width) << 2)
    memory.copy(at(values, cache + count * width), at(own, 2 * width), (<usize>width) << 2)
    for (let head = 0; head < heads; head++) {
      const shift = head * headWidth
      attendOne(
        at(own, shift),
        at(keys, cache + shift),
        at(values, cache + shift),
        width,
        count + 1,
        headWidth,
        scale,
        work,
        at(out, row * width + shift),
      )
    }
  }
}
