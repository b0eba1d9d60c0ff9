import { cos, log } from './elementary'
import { threefry2x32, unitInterval } from './threefry'

/** One part of a stream's name. */
export type StreamPart = string | number

/** A key of the counter-based generator: two unsigned 32-bit words. */
export type RngKey = readonly [number, number]

/**
 * A random generator with a name. Two generators with different names are independent; the same name gives the same
 * numbers, whatever else was drawn before.
 */
export interface Rng {
  /** The key of this stream, for samplers that count for themselves (the rollout's). */
  readonly key: RngKey
  /** An integer in [0, 2³²). */
  uint32(): number
  /** A number in [0, 1), exact in float32. */
  uniform(): number
  /** An integer in [0, n), each equally likely. Throws RangeError unless n is an integer of 1 to 2³². */
  integer(n: number): number
  /** A draw from the standard normal distribution. */
  normal(): number
  /** One element of a non-empty list, each equally likely. */
  choice<T>(items: readonly T[]): T
  /** The index of one of the weights, drawn in proportion to them. They are ≥ 0 and their sum is > 0. */
  weighted(weights: readonly number[]): number
  /** A new list with the same elements in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[]
  /** An independent generator whose name is this one's with further parts. */
  split(...stream: StreamPart[]): Rng
}

/**
 * The generator of the stream named by an experiment's seed and any further parts, for example
 * `createRng(7, 'rollout', seedIndex, step)`. Numbers must be safe integers; `1` and `'1'` are different parts.
 */
export function createRng(seed: number, ...stream: StreamPart[]): Rng {
  return new ThreefryRng(absorb(absorb([0, 0], seed), ...stream))
}

class ThreefryRng implements Rng {
  private counter = 0
  private spare: number | undefined

  constructor(readonly key: RngKey) {}

  uint32(): number {
    if (this.spare !== undefined) {
      const word = this.spare
      this.spare = undefined
      return word
    }
    const [word, next] = threefry2x32(this.key[0], this.key[1], this.counter >>> 0, Math.floor(this.counter / 2 ** 32))
    this.counter++
    this.spare = next
    return word
  }

  uniform(): number {
    return unitInterval(this.uint32())
  }

  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`integer(n) needs 1 ≤ n ≤ 2³², not ${n}.`)
    // Words past the last multiple of n are drawn again: a remainder alone would favour small results.
    const limit = 2 ** 32 - (2 ** 32 % n)
    for (;;) {
      const word = this.uint32()
      if (word < limit) return word % n
    }
  }

  normal(): number {
    // Box–Muller; 1 − u lies in (0, 1], so the logarithm is finite.
    const radius = Math.sqrt(-2 * log(1 - this.uniform()))
    return radius * cos(2 * Math.PI * this.uniform())
  }

  choice<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('choice() needs at least one element.')
    return items[this.integer(items.length)] as T
  }

  weighted(weights: readonly number[]): number {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    if (!(total > 0) || weights.some((weight) => weight < 0)) {
      throw new RangeError('weighted() needs weights of at least 0 with a sum above 0.')
    }
    let rest = this.uniform() * total
    let last = 0
    for (const [index, weight] of weights.entries()) {
      if (weight === 0) continue
      if (rest < weight) return index
      rest -= weight
      last = index
    }
    return last
  }

  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items]
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      ;[shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T]
    }
    return shuffled
  }

  split(...stream: StreamPart[]): Rng {
    return new ThreefryRng(absorb(this.key, ...stream))
  }
}

/** Hashes name parts into a key, one Threefry block per word; length and kind go in first, so that no two names collide by concatenation. */
function absorb(key: RngKey, ...parts: StreamPart[]): RngKey {
  let [k0, k1] = key
  const mix = (a: number, b: number): void => {
    ;[k0, k1] = threefry2x32(k0, k1, a >>> 0, b >>> 0)
  }
  for (const part of parts) {
    if (typeof part === 'number') {
      if (!Number.isSafeInteger(part))
        throw new RangeError(`A stream is named by safe integers and strings, not ${part}.`)
      mix(0x6e756d, part < 0 ? 1 : 0)
      mix(Math.abs(part), Math.floor(Math.abs(part) / 2 ** 32))
    } else {
      mix(0x737472, part.length)
      for (let i = 0; i < part.length; i++) mix(part.charCodeAt(i), i)
    }
  }
  return [k0, k1]
}
