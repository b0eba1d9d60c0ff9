import { createRng } from '../core/rng'
import { mean, passAtK } from '../core/statistics'
import { drawPuzzle } from '../games/split'
import { sequenceLength, type Task } from '../games/task'
import { packPrompts, packSequences, responseValues } from '../policy/batch'
import type { PolicyEngine, Population, PromptBatch, TokenBatch } from '../policy/engine'
import type { OfflinePair } from './pairs'
import { readResponses, type Response } from './responses'

export interface EvaluationSettings {
  prompts: number
  /** n: samples a prompt at temperature 1. */
  samples: number
  /** k of pass@k, at most n. */
  k: number
}

/** The held-out prompts of every seed with their sampler keys, and the behaviour policy's responses for the NLL; made once a run. */
export interface EvaluationSet {
  settings: EvaluationSettings
  /** The task of the prompts. */
  task: Task
  /** `[S][prompts]` */
  puzzles: unknown[][]
  /** Rows of one prompt are its n samples and then its greedy response. */
  prompts: PromptBatch
  teacher: TokenBatch
}

/** Figures of one member on the held-out prompts. */
export interface Evaluation extends PassCurve {
  passAt1: number
  passAtK: number
  greedy: number
  /** Nats a token on the behaviour policy's responses. */
  heldOutNll: number
  responseLength: number
  truncated: number
  /** The first sample of each prompt, in the order of the set. */
  samples: ShownSample[]
}

/** A response as it is shown. */
export interface ShownSample {
  prompt: string
  text: string
  correct: boolean
  reason: string
  /** log π(y_t) of each token at temperature 1, as the sampler reported it. */
  logProbs: number[]
}

/**
 * The evaluation set: prompt i of a seed is a function of the seed and i alone, and never a training puzzle.
 *
 * @param heldOut the behaviour policy's responses to held-out prompts of what SFT learns from, one list a seed
 */
export function createEvaluationSet(
  task: Task,
  settings: EvaluationSettings,
  seeds: readonly number[],
  heldOut: readonly (readonly OfflinePair[])[],
): EvaluationSet {
  const indices = Array.from({ length: settings.prompts }, (_, index) => index)
  const puzzles = seeds.map((seed) =>
    indices.map((index) => drawPuzzle(task.game, task.difficulty, 'evaluation', createRng(seed, 'evaluation', index))),
  )
  const rows = puzzles.map((list, slot) =>
    list.flatMap((puzzle, index) => {
      const ids = task.tokenizer.encode(task.game.prompt(puzzle))
      const stream = createRng(seeds[slot] as number, 'evaluation-sampler', index)
      return Array.from({ length: settings.samples + 1 }, (_, sample) => ({
        ids,
        key: stream.split(sample).key,
        temperature: sample < settings.samples ? 1 : 0,
      }))
    }),
  )
  const slots = seeds.map((_, slot) => slot)
  return {
    settings,
    task,
    puzzles,
    prompts: packPrompts(
      rows.map((list) => list.map(({ ids }) => ids)),
      {
        length: task.promptLength,
        keys: Uint32Array.from(rows.flat().flatMap(({ key }) => key)),
        temperature: Float32Array.from(rows.flat(), ({ temperature }) => temperature),
        slotOf: slots,
      },
    ),
    teacher: packSequences(heldOut, sequenceLength(task), slots),
  }
}

/** Evaluates every member on its seed's held-out prompts; `slotOf` says which seed that is, `[M]`. */
export async function evaluate(
  engine: PolicyEngine,
  population: Population,
  set: EvaluationSet,
  slotOf: readonly number[],
): Promise<Evaluation[]> {
  const { task } = set
  const rollouts = await engine.rollout(
    population,
    { ...set.prompts, slotOf },
    { maxResponse: task.responseLength, stops: task.stops },
  )
  const rowsAPrompt = set.settings.samples + 1
  const puzzleOf = (member: number, row: number): unknown =>
    set.puzzles[slotOf[member] as number]?.[Math.floor(row / rowsAPrompt)]
  const responses = readResponses(task, rollouts, puzzleOf)
  const scores = await engine.score(population, { ...set.teacher, slotOf })
  return responses.map((rows, member) => ({
    ...summarise(rows, set.settings),
    heldOutNll: meanNll(scores.logProbs, { ...set.teacher, slotOf }, member),
    samples: Array.from({ length: set.settings.prompts }, (_, index) => {
      const row = index * rowsAPrompt
      const { text, correct, reason, logProbs } = rows[row] as Response
      return { prompt: task.game.prompt(puzzleOf(member, row)), text, correct, reason, logProbs: Array.from(logProbs) }
    }),
  }))
}

function summarise(rows: readonly Response[], { prompts, samples, k }: EvaluationSettings) {
  const right = Array.from({ length: prompts }, (_, index) => {
    const start = index * (samples + 1)
    return rows.slice(start, start + samples).filter(({ correct }) => correct).length
  })
  const sampled = rows.filter((_, row) => row % (samples + 1) < samples)
  const greedy = rows.filter((_, row) => row % (samples + 1) === samples)
  const share = (list: readonly Response[], test: (response: Response) => boolean): number =>
    list.filter(test).length / list.length
  return {
    passAt1: mean(right.map((c) => c / samples)),
    passAtK: mean(right.map((c) => passAtK(samples, c, k))),
    ...passCurve(right, samples),
    greedy: share(greedy, ({ correct }) => correct),
    responseLength: mean(sampled.map(({ tokens }) => tokens.length)),
    truncated: share(sampled, ({ ended }) => !ended),
  }
}

/** −mean log π(y_t) over the response tokens of one member's rows; `logProbs` is `[M, B, T]`. */
function meanNll(logProbs: Float32Array, batch: TokenBatch, member: number): number {
  const rows = Array.from({ length: batch.rows }, (_, row) => row)
  return -mean(rows.flatMap((row) => responseValues(logProbs, batch, member, row)))
}

/** The k, besides 1 and the experiment's own, at which pass@k is measured. */
export const curveKs = [2, 4, 8, 16, 32, 64, 128, 256] as const

/** pass@k at those k that are at most the samples a prompt. */
export type PassCurve = Partial<Record<`passAt${(typeof curveKs)[number]}`, number>>

/**
 * pass@k over prompts for growing k, each unbiased (METHOD.md, "Evaluation and statistics").
 *
 * @param right how many of a prompt's samples are right, a number for each prompt
 * @param samples n, the same for every prompt
 */
export function passCurve(right: readonly number[], samples: number): PassCurve {
  return Object.fromEntries(
    curveKs
      .filter((k) => k <= samples)
      .map((k) => [`passAt${k}`, mean(right.map((count) => passAtK(samples, count, k)))]),
  )
}
