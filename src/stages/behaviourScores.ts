import { packSequences, responseValues, type Sequence } from '../policy/batch'
import type { PolicyEngine, Population, TokenBatch } from '../policy/engine'
import type { OfflinePair } from './pairs'
import { sequenceLength, type Task } from './task'

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
    const wholes = distributions ? await everyToken(engine, networks, batch, task.tokenizer.size) : undefined
    rows.forEach((list, member) => {
      list.forEach(({ prompt, response }, row) => {
        scored[member]?.push({
          prompt: [...prompt],
          response: [...response],
          behaviourLogProbs: responseValues(logProbs, batch, member, row),
          ...(wholes && {
            behaviourDistributions: distributionsOf(
              wholes.map((values) => responseValues(values, batch, member, row)),
              response.length,
            ),
          }),
        })
      })
    })
  }
  return scored
}

/** log π_β(v) of every position for each token v, `[V][M, B, T]`: the same inputs with v as the target everywhere. */
async function everyToken(
  engine: PolicyEngine,
  networks: Population,
  batch: TokenBatch,
  vocabulary: number,
): Promise<Float32Array[]> {
  const all: Float32Array[] = []
  for (let token = 0; token < vocabulary; token++) {
    const targets = new Int32Array(batch.targets.length).fill(token)
    all.push((await engine.score(networks, { ...batch, targets })).logProbs)
  }
  return all
}

/** `[V][T]` log-probabilities as probabilities `[T, V]` that add up to 1 at each position. */
function distributionsOf(logProbs: readonly (readonly number[])[], length: number): Float32Array {
  const vocabulary = logProbs.length
  const whole = new Float32Array(length * vocabulary)
  for (let t = 0; t < length; t++) {
    const row = logProbs.map((values) => Math.exp(values[t] as number))
    const sum = row.reduce((a, b) => a + b, 0)
    row.forEach((probability, v) => {
      whole[t * vocabulary + v] = probability / sum
    })
  }
  return whole
}
