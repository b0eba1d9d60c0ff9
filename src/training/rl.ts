import { createRng } from '../core/rng'
import { drawPuzzle } from '../games/split'
import { flatGroupShare, groupAdvantages, type AdvantageScale } from '../pear/grpo'
import { alignToTargets, packPrompts, packSequences, type Sequence } from '../policy/batch'
import type { OptimizerSettings, PolicyEngine, Population, PromptBatch, StepMetrics } from '../policy/engine'
import type { GrpoObjective } from '../policy/objective'
import { readResponses, type Response } from './responses'
import { learningRateAt, type Schedule } from './schedule'
import { sequenceLength, type Task } from '../games/task'

export interface RlRun {
  task: Task
  schedule: Schedule
  optimizer: Omit<OptimizerSettings, 'learningRate'>
  objective: GrpoObjective
  scale: AdvantageScale
  /** Prompts a step, and completions of each. */
  prompts: number
  group: number
  /** Updates on each step's rollouts. */
  epochs: number
  seeds: readonly number[]
  /** `[M]`: index of each member's seed; members of one seed get the same prompts and sampler keys. */
  slotOf: readonly number[]
  /** π_ref: the members as RL found them. */
  reference: Population
  /**
   * Asked before each step's first update, to look at the step from close by; what it gives is called after the last one.
   * It leaves the population as it is and draws no random numbers.
   */
  watch?: (step: WatchedRollouts) => ((metrics: readonly StepMetrics[]) => Promise<void>) | undefined
}

/** A step's rollouts, about to be learnt from. */
export interface WatchedRollouts {
  /** Steps done, this one included. */
  step: number
  learningRate: number
  /** `[M][R]`: prompt and response of each rollout. */
  sequences: readonly (readonly Sequence[])[]
  responses: readonly (readonly Response[])[]
  /** `[M][R]` A_i. */
  advantages: readonly (readonly number[])[]
}

/** What one RL step gives of one member: its rollouts' figures, and those of the last inner epoch's update. */
export interface RlMetrics extends StepMetrics {
  reward: number
  flatGroups: number
  responseLength: number
  truncated: number
}

export interface RlReport {
  step: number
  /** One entry a member. */
  read: () => Promise<RlMetrics[]>
  /** Tokens that each member sampled and was then trained on, `[M]`. */
  tokens: readonly number[]
}

/** GRPO on the policy's own rollouts (METHOD.md, "GRPO"): sample groups, verify, update; `schedule.steps` times. */
export async function* trainRl(engine: PolicyEngine, population: Population, run: RlRun): AsyncGenerator<RlReport> {
  const { task, schedule, group } = run
  for (let step = 0; step < schedule.steps; step++) {
    const { puzzles, batch } = stepPrompts(run, step)
    const rollouts = await engine.rollout(population, batch, {
      maxResponse: task.responseLength,
      stops: task.stops,
    })
    const responses = readResponses(task, rollouts, (member, row) => {
      const slot = run.slotOf[member] as number
      return puzzles[slot]?.[Math.floor(row / group)]
    })
    const update = await updateOn(engine, population, run, step, { batch, responses })
    const metrics = update.map((own, member) => ({ ...own, ...rolloutMetrics(responses[member] ?? [], group) }))
    yield {
      step: step + 1,
      read: () => Promise.resolve(metrics),
      tokens: responses.map((rows) => rows.reduce((sum, { tokens }) => sum + tokens.length, 0)),
    }
  }
}

/** The prompts of a step: each seed's own, every one repeated for its group, with a sampler key a completion. */
function stepPrompts({ task, seeds, slotOf, prompts, group }: RlRun, step: number) {
  const puzzles = seeds.map((seed) =>
    Array.from({ length: prompts }, (_, index) =>
      drawPuzzle(task.game, task.difficulty, 'train', createRng(seed, 'rl-prompt', step, index)),
    ),
  )
  const rows = puzzles.map((list, slot) =>
    list.flatMap((puzzle, index) => {
      const ids = task.tokenizer.encode(task.game.prompt(puzzle))
      const stream = createRng(seeds[slot] as number, 'rollout', step, index)
      return Array.from({ length: group }, (_, k) => ({ ids, key: stream.split(k).key }))
    }),
  )
  const batch = packPrompts(
    rows.map((list) => list.map(({ ids }) => ids)),
    {
      length: task.promptLength,
      keys: Uint32Array.from(rows.flat().flatMap(({ key }) => key)),
      temperature: 1,
      slotOf,
    },
  )
  return { puzzles, batch }
}

interface Sampled {
  batch: PromptBatch
  responses: Response[][]
}

async function updateOn(
  engine: PolicyEngine,
  population: Population,
  run: RlRun,
  step: number,
  { batch, responses }: Sampled,
): Promise<StepMetrics[]> {
  const { task, schedule, optimizer, objective, group, scale, epochs, reference } = run
  const members = responses.map((rows, member) => {
    const slot = run.slotOf[member] as number
    return rows.map(({ tokens }, row) => ({ prompt: promptOf(batch, slot, row), response: tokens }))
  })
  const packed = packSequences(
    members,
    sequenceLength(task),
    members.map((_, member) => member),
  )
  const oldLogProbs = alignToTargets(
    packed,
    responses.map((list) => list.map(({ logProbs }) => logProbs)),
  )
  const ownAdvantages = responses.map((list) =>
    groupAdvantages(
      list.map(({ correct }) => (correct ? 1 : 0)),
      group,
      scale,
    ),
  )
  const advantages = Float32Array.from(ownAdvantages.flat())
  const learningRate = learningRateAt(step, schedule)
  const settings = {
    objectives: members.map(() => objective),
    optimizer: { ...optimizer, learningRate },
    reference,
  }
  const seen = { step: step + 1, learningRate, sequences: members, responses, advantages: ownAdvantages }
  const afterUpdate = run.watch?.(seen)
  const first = engine.trainStep(population, { ...packed, oldLogProbs, advantages }, settings)
  const before = await first.metrics()
  let last = before
  for (let epoch = 1; epoch < epochs; epoch++) {
    last = await engine.trainStep(population, { ...packed, oldLogProbs, advantages }, settings).metrics()
  }
  await afterUpdate?.(last)
  // Sampler and trainer can be compared only while they hold the same parameters: before the first update.
  return last.map((metrics, member) => {
    const { mismatchMax, mismatchMean } = before[member] as StepMetrics
    return { ...metrics, mismatchMax, mismatchMean }
  })
}

function promptOf(batch: PromptBatch, slot: number, row: number): number[] {
  const index = slot * batch.rows + row
  const start = index * batch.length
  return Array.from(batch.ids.subarray(start, start + (batch.lengths[index] as number)))
}

function rolloutMetrics(responses: readonly Response[], group: number) {
  const share = (test: (response: Response) => boolean): number => responses.filter(test).length / responses.length
  return {
    reward: share(({ correct }) => correct),
    flatGroups: flatGroupShare(
      responses.map(({ correct }) => (correct ? 1 : 0)),
      group,
    ),
    responseLength: responses.reduce((sum, { tokens }) => sum + tokens.length, 0) / responses.length,
    truncated: share(({ ended }) => !ended),
  }
}
