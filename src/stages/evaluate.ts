import { createRng } from '../core/rng'
import { mean, passAtK } from '../core/statistics'
import { drawPuzzle } from '../games/split'
import { packPrompts, packSequences } from '../policy/batch'
import type { PolicyEngine, Population, PromptBatch, TokenBatch } from '../policy/engine'
import { collectPair } from './collect'
import { readResponses, type Response } from './responses'
import { sequenceLength, type Task } from './task'

export interface EvaluationSettings {
  prompts: number
  /** n: samples a prompt at temperature 1. */
  samples: number
  /** k of pass@k, at most n. */
  k: number
}

/** The held-out prompts of every seed with their sampler keys, and teacher responses for the NLL; made once a run. */
export interface EvaluationSet {
  settings: EvaluationSettings
  /** `[S][prompts]` */
  puzzles: unknown[][]
  /** Rows of one prompt are its n samples and then its greedy response. */
  prompts: PromptBatch
  teacher: TokenBatch
}

/** Figures of one member on the held-out prompts. */
export interface Evaluation {
  passAt1: number
  passAtK: number
  greedy: number
  /** Nats a token on the behaviour policy's responses. */
  heldOutNll: number
  responseLength: number
  truncated: number
  /** The first sample of each prompt, in the order of the set. */
  samples: { prompt: string; text: string; correct: boolean; reason: string }[]
}

/** The evaluation set: prompt i of a seed is a function of the seed and i alone, and never a training puzzle. */
export function createEvaluationSet(
  task: Task,
  teacherStyle: unknown,
  onlyCorrect: boolean,
  settings: EvaluationSettings,
  seeds: readonly number[],
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
  const policy = task.game.behaviour(teacherStyle)
  const teacher = seeds.map((seed) =>
    indices.map((index) => collectPair(task, policy, onlyCorrect, seed, index, 'evaluation')),
  )
  const slots = seeds.map((_, slot) => slot)
  return {
    settings,
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
    teacher: packSequences(teacher, sequenceLength(task), slots),
  }
}

/** Evaluates every member on its seed's held-out prompts; `slotOf` says which seed that is, `[M]`. */
export async function evaluate(
  engine: PolicyEngine,
  population: Population,
  task: Task,
  set: EvaluationSet,
  slotOf: readonly number[],
): Promise<Evaluation[]> {
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
      const { text, correct, reason } = rows[row] as Response
      return { prompt: task.game.prompt(puzzleOf(member, row)), text, correct, reason }
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
    greedy: share(greedy, ({ correct }) => correct),
    responseLength: mean(sampled.map(({ tokens }) => tokens.length)),
    truncated: share(sampled, ({ ended }) => !ended),
  }
}

/** −mean log π(y_t) over the response tokens of one member's rows; `logProbs` is `[M, B, T]`. */
function meanNll(logProbs: Float32Array, { rows, length, firsts, counts, slotOf }: TokenBatch, member: number): number {
  let sum = 0
  let tokens = 0
  for (let row = 0; row < rows; row++) {
    const index = (slotOf[member] as number) * rows + row
    const first = firsts[index] as number
    const count = counts[index] as number
    for (let t = first; t < first + count; t++) sum -= logProbs[(member * rows + row) * length + t] as number
    tokens += count
  }
  return sum / tokens
}
