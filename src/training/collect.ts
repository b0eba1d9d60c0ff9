import { createRng } from '../core/rng'
import type { BehaviourPolicy } from '../games/behaviour'
import { drawPuzzle, type Split } from '../games/split'
import { toPair, type OfflinePair } from './pairs'
import type { Task } from '../games/task'

const TRIES_A_PUZZLE = 100
const MOST_PUZZLES = 100

export interface CollectSettings {
  pairs: number
  /** Keep only responses that the verifier accepts. */
  onlyCorrect: boolean
}

/**
 * Pair `index` of one seed's offline data: a function of seed and index alone. With the filter on, the same puzzle is
 * tried until the verifier accepts, so that the response is distributed as π_β given that it is right; the first that it refused comes along.
 * Throws when the policy hardly ever writes a correct response.
 */
export function collectPair(
  task: Task,
  policy: BehaviourPolicy<unknown>,
  onlyCorrect: boolean,
  seed: number,
  index: number,
  split: Split = 'train',
): OfflinePair {
  const stream = createRng(seed, 'collect', split, index)
  for (let attempt = 0; attempt < MOST_PUZZLES; attempt++) {
    const puzzle = drawPuzzle(task.game, task.difficulty, split, stream.split('puzzle', attempt))
    const rng = stream.split('response', attempt)
    let refused: OfflinePair | undefined
    for (let tries = 0; tries < TRIES_A_PUZZLE; tries++) {
      const written = policy.sample(puzzle, rng)
      const pair = toPair(task, puzzle, written)
      if (!onlyCorrect || task.game.verify(puzzle, written.text).correct) return refused ? { ...pair, refused } : pair
      refused ??= pair
    }
  }
  throw new RangeError(
    `The teacher of ${task.game.title} wrote no correct response in ${MOST_PUZZLES * TRIES_A_PUZZLE} tries: make it err less, or switch the filter off.`,
  )
}

/** One seed's offline data, a part at a time so that the caller can pause between parts. Yields how many pairs are there. */
export function* collect(
  task: Task,
  policy: BehaviourPolicy<unknown>,
  { pairs, onlyCorrect }: CollectSettings,
  seed: number,
  partSize = 100,
): Generator<number, OfflinePair[]> {
  const collected: OfflinePair[] = []
  for (let index = 0; index < pairs; index++) {
    collected.push(collectPair(task, policy, onlyCorrect, seed, index))
    if (collected.length % partSize === 0) yield collected.length
  }
  return collected
}
