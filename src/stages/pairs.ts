import type { Rng } from '../core/rng'
import type { BehaviourPolicy } from '../games/behaviour'
import type { Task } from './task'

/** A prompt with a response that a behaviour policy wrote, as tokens. */
export interface OfflinePair {
  prompt: number[]
  response: number[]
  /** log π_β(y_t | x, y_<t) of each response token under the unfiltered behaviour policy. */
  behaviourLogProbs: number[]
}

/** One response of the policy to one puzzle, as tokens. */
export function writePair(task: Task, policy: BehaviourPolicy<unknown>, puzzle: unknown, rng: Rng): OfflinePair {
  return toPair(task, puzzle, policy.sample(puzzle, rng))
}

export function toPair(task: Task, puzzle: unknown, written: { text: string; logProbs: number[] }): OfflinePair {
  return {
    prompt: task.tokenizer.encode(task.game.prompt(puzzle)),
    response: task.tokenizer.encode(written.text),
    behaviourLogProbs: written.logProbs,
  }
}
