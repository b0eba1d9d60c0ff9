import type { Verdict } from '../games/response'
import type { Rollouts } from '../policy/engine'
import type { Task } from '../games/task'

/** A sampled response, read and judged. */
export interface Response extends Verdict {
  tokens: number[]
  /** log π(y_t) of each token, as the sampler reported it. */
  logProbs: Float32Array
  text: string
  /** False where it reached the longest length without an end. */
  ended: boolean
}

/** Every rollout `[M][R]` as text with its verdict; `puzzleOf` names the puzzle that a row answers. */
export function readResponses(
  task: Task,
  { members, rows, maxResponse, tokens, logProbs, lengths }: Rollouts,
  puzzleOf: (member: number, row: number) => unknown,
): Response[][] {
  return Array.from({ length: members }, (_, member) =>
    Array.from({ length: rows }, (_, row) => {
      const index = member * rows + row
      const start = index * maxResponse
      const end = start + (lengths[index] as number)
      const ids = Array.from(tokens.subarray(start, end))
      const text = task.tokenizer.decode(ids)
      return {
        tokens: ids,
        logProbs: logProbs.subarray(start, end),
        text,
        ended: task.stops.includes(ids.at(-1) ?? -1),
        ...task.game.verify(puzzleOf(member, row), text),
      }
    }),
  )
}
