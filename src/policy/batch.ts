import { COLDEST } from './constants'
import type { PromptBatch, TokenBatch } from './engine'

/** A prompt and the response to learn or to score, as token ids. */
export interface Sequence {
  prompt: readonly number[]
  response: readonly number[]
}

/**
 * Packs sequences into a batch of T = `length` positions: inputs are prompt and response without the last token, targets
 * the same shifted by one. Slots with fewer rows than the largest are filled with empty rows.
 *
 * @param slots sequences of each slot, `[S][rows]`
 * @param slotOf the slot each member reads, `[M]`
 * @throws RangeError for an empty prompt with a response, or a sequence of more than `length` + 1 tokens
 */
export function packSequences(
  slots: readonly (readonly Sequence[])[],
  length: number,
  slotOf: readonly number[],
): TokenBatch {
  const rows = Math.max(0, ...slots.map((slot) => slot.length))
  const count = slots.length * rows
  const batch: TokenBatch = {
    slots: slots.length,
    rows,
    length,
    inputs: new Int32Array(count * length),
    targets: new Int32Array(count * length),
    firsts: new Int32Array(count),
    counts: new Int32Array(count),
    slotOf,
  }
  slots.forEach((sequences, slot) => {
    sequences.forEach(({ prompt, response }, index) => {
      const row = slot * rows + index
      const tokens = [...prompt, ...response]
      if (prompt.length === 0 && response.length > 0)
        throw new RangeError('A response needs a prompt of at least one token.')
      if (tokens.length > length + 1) {
        throw new RangeError(`A sequence of ${tokens.length} tokens does not fit a batch of ${length} positions.`)
      }
      batch.inputs.set(tokens.slice(0, -1), row * length)
      batch.targets.set(tokens.slice(1), row * length)
      batch.firsts[row] = Math.max(0, prompt.length - 1)
      batch.counts[row] = response.length
    })
  })
  return batch
}

/**
 * Puts a number for every response token where the token is predicted: `[S][rows][tokens]` to `[S, B, T]`, 0 elsewhere.
 *
 * @throws RangeError where a row has not as many numbers as response tokens
 */
export function alignToTargets(
  batch: Pick<TokenBatch, 'slots' | 'rows' | 'length' | 'firsts' | 'counts'>,
  values: readonly (readonly ArrayLike<number>[])[],
): Float32Array {
  const aligned = new Float32Array(batch.slots * batch.rows * batch.length)
  for (let row = 0; row < batch.slots * batch.rows; row++) {
    const numbers = values[Math.floor(row / batch.rows)]?.[row % batch.rows] ?? []
    const count = batch.counts[row] as number
    if (numbers.length !== count)
      throw new RangeError(`Row ${row} has ${count} response tokens and ${numbers.length} numbers.`)
    aligned.set(numbers, row * batch.length + (batch.firsts[row] as number))
  }
  return aligned
}

/** The numbers of one row's response tokens, `[T]`, out of what is said of every position, `[M, B, T]`: the inverse of `alignToTargets`. */
export function responseValues(
  values: Float32Array,
  { rows, length, firsts, counts, slotOf }: Pick<TokenBatch, 'rows' | 'length' | 'firsts' | 'counts' | 'slotOf'>,
  member: number,
  row: number,
): number[] {
  const index = (slotOf[member] as number) * rows + row
  const start = (member * rows + row) * length + (firsts[index] as number)
  return Array.from(values.subarray(start, start + (counts[index] as number)))
}

/** What logits are multiplied by, `[S, R]`: 1/temperature, and 0 where a row takes the most likely token. */
export function inverseTemperatures({ temperatures }: Pick<PromptBatch, 'temperatures'>): Float32Array {
  return temperatures.map((temperature) => (temperature === 0 ? 0 : Math.min(1 / temperature, COLDEST)))
}

/** How prompts are packed and sampled. */
export interface PromptPacking {
  /** P: positions of the longest prompt that fits. */
  length: number
  /** Two words for each row of each slot, `[S, R, 2]`. */
  keys: Uint32Array
  /** One for all rows, or one for each, `[S, R]`; 0 is greedy. */
  temperature: number | Float32Array
  /** The slot each member reads, `[M]`. */
  slotOf: readonly number[]
}

/**
 * Packs prompts, `[S][R]` lists of token ids with as many rows in each slot, right-padded to P.
 *
 * @throws RangeError for slots of different sizes, prompts that are empty or too long, and keys that do not fit
 */
export function packPrompts(slots: readonly (readonly (readonly number[])[])[], packing: PromptPacking): PromptBatch {
  const { length, keys, temperature, slotOf } = packing
  const rows = slots[0]?.length ?? 0
  const count = slots.length * rows
  if (slots.some((slot) => slot.length !== rows)) throw new RangeError('Every slot needs the same number of prompts.')
  if (keys.length !== 2 * count)
    throw new RangeError(`${count} prompts need ${2 * count} words of keys, not ${keys.length}.`)
  const ids = new Int32Array(count * length)
  const lengths = new Int32Array(count)
  slots.flat().forEach((prompt, row) => {
    if (prompt.length < 1 || prompt.length > length) {
      throw new RangeError(`A prompt of ${prompt.length} tokens does not fit 1 to ${length} positions.`)
    }
    ids.set(prompt, row * length)
    lengths[row] = prompt.length
  })
  const temperatures = typeof temperature === 'number' ? new Float32Array(count).fill(temperature) : temperature
  return { slots: slots.length, rows, length, ids, lengths, keys, temperatures, slotOf }
}
