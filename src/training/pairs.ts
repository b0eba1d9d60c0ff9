import type { Rng } from '../core/rng'
import type { BehaviourPolicy } from '../games/behaviour'
import type { Task } from '../games/task'

/** A prompt with a response that a behaviour policy wrote, as tokens. */
export interface OfflinePair {
  prompt: number[]
  response: number[]
  /** log π_β(y_t | x, y_<t) of each response token under the unfiltered behaviour policy. */
  behaviourLogProbs: number[]
  /** π_β(· | x, y_<t) at each response token, `[T, V]`, where KL to a network is what SFT minimises. */
  behaviourDistributions?: Float32Array
  /** A response that the verifier refused: of a scripted teacher the first to this puzzle, of a network one to another puzzle. */
  refused?: OfflinePair
  /** Whether this is itself such a response. */
  isRefused?: boolean
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
