import { createRng } from '../core/rng'
import { drawPuzzle, type Split } from '../games/split'
import { sequenceLength, type Task } from '../games/task'
import { packPrompts, packSequences, responseValues, type Sequence } from '../policy/batch'
import type { PolicyEngine, Population } from '../policy/engine'
import type { CollectSettings } from './collect'
import { distributionsOf, everyToken } from './nextTokens'
import type { OfflinePair } from './pairs'
import { readResponses } from './responses'

/** Puzzles that each network answers in one rollout. */
const ROUND = 256
/** Rounds after which a network that solves hardly anything is given up. */
const TRIAL_ROUNDS = 20
const LEAST_SOLVED = 0.01

/** What a network wrote to a puzzle, before its log-probabilities are known. */
interface Draft {
  prompt: number[]
  response: number[]
}

export interface NetworkCollectSettings extends CollectSettings {
  /** Keep each position's next-token distribution too. */
  distributions: boolean
}

/**
 * Offline data of networks, one list a member: sampled at temperature 1 on fresh puzzles of the split, one response each, kept where the
 * verifier accepts (with the filter on), with log-probabilities from a score pass. Response i of a round is a function of the seed, the
 * round and i alone. With the filter on, a kept pair brings along the next response that was refused.
 *
 * Yields how many pairs all members have together. Throws where a network hardly ever writes a correct response.
 */
export async function* collectFromNetworks(
  engine: PolicyEngine,
  networks: Population,
  task: Task,
  { pairs, onlyCorrect, distributions }: NetworkCollectSettings,
  seeds: readonly number[],
  split: Split = 'train',
): AsyncGenerator<number, OfflinePair[][]> {
  const kept: Draft[][] = seeds.map(() => [])
  const refused: Draft[][] = seeds.map(() => [])
  for (let round = 0; kept.some((list) => list.length < pairs); round++) {
    const answers = await answerRound(engine, networks, task, seeds, split, round)
    answers.forEach((list, member) => {
      for (const { correct, ...draft } of list) (correct || !onlyCorrect ? kept : refused)[member]?.push(draft)
    })
    kept.forEach((list, member) => {
      if (round + 1 >= TRIAL_ROUNDS && list.length < LEAST_SOLVED * ROUND * (round + 1))
        throw new RangeError(
          `The teacher network of seed ${seeds[member]} solved ${list.length} of ${ROUND * (round + 1)} puzzles: train it longer, make its writer err less, or switch the filter off.`,
        )
    })
    yield kept.reduce((sum, list) => sum + Math.min(list.length, pairs), 0)
  }
  const scored = (lists: Draft[][]): Promise<OfflinePair[][]> =>
    scoreResponses(engine, networks, task, lists, distributions)
  const data = await scored(kept.map((list) => list.slice(0, pairs)))
  const wrong = await scored(refused.map((list) => list.slice(0, pairs)))
  return data.map((list, member) =>
    list.map((pair, index) => {
      const other = wrong[member]?.[index]
      return other ? { ...pair, refused: other } : pair
    }),
  )
}

/** One response of every network to each puzzle of a round, judged. */
async function answerRound(
  engine: PolicyEngine,
  networks: Population,
  task: Task,
  seeds: readonly number[],
  split: Split,
  round: number,
): Promise<(Draft & { correct: boolean })[][]> {
  const rows = seeds.map((seed) =>
    Array.from({ length: ROUND }, (_, row) => {
      const stream = createRng(seed, 'network-teacher', split, round, row)
      const puzzle = drawPuzzle(task.game, task.difficulty, split, stream.split('puzzle'))
      const prompt = task.tokenizer.encode(task.game.prompt(puzzle))
      return { puzzle, prompt, key: stream.split('response').key }
    }),
  )
  const batch = packPrompts(
    rows.map((list) => list.map(({ prompt }) => prompt)),
    {
      length: task.promptLength,
      keys: Uint32Array.from(rows.flat().flatMap(({ key }) => key)),
      temperature: 1,
      slotOf: [...seeds.keys()],
    },
  )
  const rollouts = await engine.rollout(networks, batch, { maxResponse: task.responseLength, stops: task.stops })
  const responses = readResponses(task, rollouts, (member, row) => rows[member]?.[row]?.puzzle)
  return responses.map((list, member) =>
    list.map(({ tokens, correct }, row) => ({
      prompt: rows[member]?.[row]?.prompt ?? [],
      response: tokens,
      correct,
    })),
  )
}

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
