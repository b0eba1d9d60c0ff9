import { packSequences, responseValues, type Sequence } from '../policy/batch'
import type { PolicyEngine, Population } from '../policy/engine'
import { distributionsOf, everyToken } from './nextTokens'
import type { OfflinePair } from './pairs'
import { sequenceLength, type Task } from '../games/task'

/** Rows that a score pass takes. */
const ROWS = 128

/**
 * log π_β of responses that networks wrote, by score passes of the networks themselves; `[M]` lists, a member scoring its own.
 *
 * @param distributions also the whole next-token distribution of each response position: one pass for each token of the vocabulary
 */
export async function scoreResponses(
  engine: PolicyEngine,
  networks: Population,
  task: Task,
  lists: readonly (readonly Sequence[])[],
  distributions: boolean,
): Promise<OfflinePair[][]> {
  const scored: OfflinePair[][] = lists.map(() => [])
  const longest = Math.max(0, ...lists.map((list) => list.length))
  const slotOf = lists.map((_, member) => member)
  for (let start = 0; start < longest; start += ROWS) {
    const rows = lists.map((list) => list.slice(start, start + ROWS))
    const batch = packSequences(rows, sequenceLength(task), slotOf)
    const { logProbs } = await engine.score(networks, batch)
    const wholes = distributions ? await everyToken(engine, networks, batch) : undefined
    rows.forEach((list, member) => {
      list.forEach(({ prompt, response }, row) => {
        scored[member]?.push({
          prompt: [...prompt],
          response: [...response],
          behaviourLogProbs: responseValues(logProbs, batch, member, row),
          ...(wholes && {
            behaviourDistributions: Float32Array.from(distributionsOf(wholes, batch, member, row).flat()),
          }),
        })
      })
    })
  }
  return scored
}
