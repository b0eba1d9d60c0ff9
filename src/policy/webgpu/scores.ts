import type { Scores, TokenBatch } from '../engine'
import { passSizes } from './passes/sizes'

/** Room for the scores of a population. */
export function emptyScores(members: number, { rows, length }: TokenBatch, hasReference: boolean): Scores {
  const room = (): Float32Array => new Float32Array(members * rows * length)
  return { logProbs: room(), entropies: room(), ...(hasReference && { kl: room() }) }
}

/**
 * Puts a group's scores in their place.
 *
 * @param tokens `[members of the group, R, 4]` as `crossEntropy` wrote them
 */
export function collectScores(
  scores: Scores,
  { from, to }: { from: number; to: number },
  tokens: Float32Array,
  batch: TokenBatch,
): void {
  const { rows, positions } = passSizes(batch, to - from)
  for (let member = from; member < to; member++) {
    for (let i = 0; i < positions; i++) {
      const source = 4 * ((member - from) * rows + i)
      const target = member * positions + i
      scores.logProbs[target] = tokens[source] as number
      scores.entropies[target] = tokens[source + 1] as number
      if (scores.kl) scores.kl[target] = tokens[source + 2] as number
    }
  }
}
