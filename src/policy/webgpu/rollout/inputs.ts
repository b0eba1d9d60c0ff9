import { inverseTemperatures } from '../../batch'
import type { PromptBatch, Sampling } from '../../engine'

/** `[S, R]` of the kernel's `Row`: two words of key, 1/temperature (0 for greedy), the prompt's length. */
export function packRows(prompts: PromptBatch): Uint32Array {
  const { keys, lengths } = prompts
  const inverses = inverseTemperatures(prompts)
  const words = new Uint32Array(4 * lengths.length)
  const numbers = new Float32Array(words.buffer)
  lengths.forEach((length, row) => {
    words[4 * row] = keys[2 * row] as number
    words[4 * row + 1] = keys[2 * row + 1] as number
    numbers[4 * row + 2] = inverses[row] as number
    words[4 * row + 3] = length
  })
  return words
}

/** A bit for each token: whether it ends a response. */
export function packStops({ stops }: Sampling, vocabulary: number): Uint32Array {
  const words = new Uint32Array(Math.ceil(vocabulary / 32))
  for (const id of stops) {
    const word = Math.floor(id / 32)
    if (id >= 0 && id < vocabulary) words[word] = (words[word] as number) | (1 << (id % 32))
  }
  return words
}
