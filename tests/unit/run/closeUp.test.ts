import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConfig, type ExperimentConfig } from '../../../src/config/config'
import { RunControl } from '../../../src/run/control'
import type { PointEvent, RunEvent, UpdateEvent } from '../../../src/results/events'
import { shownRows } from '../../../src/run/phases/closeUp'
import { runExperiment } from '../../../src/run/run'
import type { PolicyEngine } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'

const SFT_ARMS = [
  'sft',
  'early',
  'dft',
  'token',
  'block',
  'sequence',
  'shuffled',
  'position',
  'normalised',
  'scaled',
] as const

/** A run whose SFT batch is all of its data and whose RL batch is one group: four rows each. */
function tiny(changes: object = {}): ExperimentConfig {
  const result = parseConfig({
    arms: ['none', ...SFT_ARMS],
    seeds: { first: 3, count: 2 },
    game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 2 } },
    model: { dModel: 8, heads: 2, layers: 1, dFF: 8 },
    pretrain: { steps: 2, batch: 4 },
    data: { pairs: 4 },
    sft: { steps: 4, batch: 4, warmup: 0, learningRate: 0.01 },
    rl: { steps: 2, prompts: 1, group: 4 },
    evaluation: { prompts: 2, samples: 2, k: 2, every: 4 },
    ...changes,
  })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

let engine: PolicyEngine
beforeAll(async () => {
  engine = await openWasmEngine()
})
afterAll(() => {
  engine.dispose()
})

/** Every event of a run that is taken step by step. */
async function stepped(config: ExperimentConfig): Promise<RunEvent[]> {
  const control = new RunControl()
  const seen: RunEvent[] = []
  control.pause()
  await runExperiment(
    config,
    engine,
    (event) => {
      seen.push(event)
      if (event.kind !== 'paused' || !event.paused) return
      queueMicrotask(() => {
        control.step()
      })
    },
    { control },
  )
  return seen
}

const updatesOf = (seen: readonly RunEvent[]): UpdateEvent[] => seen.filter((event) => event.kind === 'update')

/** The figures of a training step. */
function figuresAt(seen: readonly RunEvent[], { stage, step, seed }: UpdateEvent, arm: string): PointEvent['values'] {
  const found = seen.find(
    (event) =>
      event.kind === 'point' &&
      event.stage === stage &&
      event.step === step &&
      event.seed === seed &&
      event.arm === arm &&
      event.values.loss !== undefined,
  )
  if (found?.kind !== 'point') throw new Error(`There are no figures of ${arm} at step ${step} of ${stage}.`)
  return found.values
}

const meanOf = (rows: readonly (readonly number[])[]): number => {
  const all = rows.flat()
  return all.reduce((sum, value) => sum + value, 0) / all.length
}

describe('a run that is taken step by step', () => {
  let seen: RunEvent[]
  let updates: UpdateEvent[]
  beforeAll(async () => {
    seen = await stepped(tiny())
    updates = updatesOf(seen)
  }, 60_000)

  test('finishes, and shows every step of the first seed with all of its arms', () => {
    expect(seen.at(-1)?.kind).toBe('finished')
    expect(updates.map(({ stage, step, seed }) => [stage, step, seed])).toEqual([
      ['sft', 1, 3],
      ['sft', 2, 3],
      ['sft', 3, 3],
      ['sft', 4, 3],
      ['rl', 1, 3],
      ['rl', 2, 3],
    ])
    for (const { stage, arms } of updates)
      expect(arms.map(({ arm }) => arm)).toEqual(stage === 'sft' ? SFT_ARMS : ['none', ...SFT_ARMS])
  })

  test('reports a step and its figures before it waits for the next', () => {
    const order = seen.flatMap((event) => {
      if (event.kind === 'update') return [`update ${event.step}`]
      if (event.kind === 'progress' && event.stage === 'sft' && event.activity === 'training')
        return [`progress ${event.step}`]
      return event.kind === 'paused' && event.paused ? ['wait'] : []
    })
    const first = order.indexOf('update 1')
    expect(order.slice(first - 1, first + 6)).toEqual([
      'wait',
      'update 1',
      'progress 1',
      'wait',
      'update 2',
      'progress 2',
      'wait',
    ])
  })

  test('trains as a run does that nobody looks at', async () => {
    const plain: RunEvent[] = []
    await runExperiment(tiny(), engine, (event) => plain.push(event))
    const figures = (events: readonly RunEvent[]) =>
      events
        .filter((event) => event.kind === 'point')
        .map(({ values: { tokensPerSecond: _, seconds: __, ...values }, ...where }) => ({ ...where, values }))
    expect(figures(seen)).toEqual(figures(plain))
    expect(updatesOf(plain)).toEqual([])
  }, 60_000)

  test('coefficients, probabilities and gradient norms are those of the step’s own figures', () => {
    for (const update of updates) {
      for (const { arm, gradNorm, rows } of update.arms) {
        const figures = figuresAt(seen, update, arm)
        expect(rows).toHaveLength(4)
        for (const { response, coefficients, before, after } of rows)
          expect([coefficients.length, before.length, after.length]).toEqual(Array(3).fill(response.length))
        expect(gradNorm).toBe(figures.gradNorm)
        expect(-meanOf(rows.map(({ before }) => before))).toBeCloseTo(figures.nll ?? NaN, 4)
        if (update.stage === 'sft')
          expect(meanOf(rows.map(({ coefficients }) => coefficients))).toBeCloseTo(figures.meanWeight ?? NaN, 4)
        else expect(meanOf(rows.map(({ reward = NaN }) => [reward]))).toBe(figures.reward)
      }
    }
  })

  test('what a step leaves is what the next one finds', () => {
    const sft = updates.filter(({ stage }) => stage === 'sft')
    for (const [index, { arms }] of sft.slice(1).entries()) {
      for (const { arm, rows } of arms) {
        const earlier = sft[index]?.arms.find((other) => other.arm === arm)?.rows ?? []
        for (const { prompt, response, before } of rows) {
          const same = earlier.find((row) => row.prompt === prompt && row.response === response)
          expect(before).toEqual(same?.after)
        }
      }
    }
  })

  test('an arm that stands still says so, and its probabilities stay', () => {
    const early = updates
      .filter(({ stage }) => stage === 'sft')
      .map(({ arms }) => arms.find(({ arm }) => arm === 'early'))
    expect(early.map((update) => update?.rateFactor)).toEqual([undefined, undefined, 0, 0])
    for (const [index, update] of early.entries()) {
      for (const { before, after } of update?.rows ?? []) {
        if (index < 2) expect(after).not.toEqual(before)
        else expect(after).toEqual(before)
      }
    }
  })

  test('advantages lie around 0 in a group and follow the rewards', () => {
    for (const { arms } of updates.filter(({ stage }) => stage === 'rl')) {
      for (const { rows } of arms) {
        const advantages = rows.map(({ coefficients }) => coefficients[0] ?? NaN)
        expect(advantages.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6)
        const rewards = rows.map(({ reward = NaN }) => reward)
        for (const [i, advantage] of advantages.entries())
          expect(Math.sign(advantage)).toBe(Math.sign((rewards[i] ?? NaN) - meanOf([rewards])))
      }
    }
  })
})

test('slow motion shows steps too, and weights against the initial policy, normalised or with negatives', async () => {
  const arms = ['token', 'sequence']
  const slow = async (pear: object): Promise<RunEvent[]> => {
    const control = new RunControl()
    control.slow = 1e-9
    const seen: RunEvent[] = []
    const config = tiny({ arms, sft: { ...tiny().sft, steps: 2 }, rl: { ...tiny().rl, steps: 1 }, pear })
    await runExperiment(config, engine, (event) => seen.push(event), { control })
    return seen
  }
  const game = { ratio: 'initial', normalise: true }
  const normalised = await slow(game)
  const plain = await slow({ ratio: 'initial' })
  const negatives = await slow({ ratio: 'initial', negatives: 0.5 })
  for (const update of updatesOf(normalised).filter(({ stage }) => stage === 'sft')) {
    for (const { rows } of update.arms) expect(meanOf(rows.map(({ coefficients }) => coefficients))).toBeCloseTo(1, 6)
  }
  const sftOf = (seen: readonly RunEvent[]) => updatesOf(seen).filter(({ stage }) => stage === 'sft')
  expect(sftOf(plain)).toHaveLength(2)
  for (const [index, update] of sftOf(plain).entries()) {
    for (const { arm, rows } of update.arms) {
      const figures = figuresAt(plain, update, arm)
      expect(meanOf(rows.map(({ coefficients }) => coefficients))).toBeCloseTo(figures.meanWeight ?? NaN, 4)
      // Accepted responses have the weights that they have without negatives: the ratio is against the initial policy.
      const same = sftOf(negatives)[index]?.arms.find((other) => other.arm === arm)?.rows ?? []
      for (const [i, { coefficients }] of rows.entries())
        for (const [t, value] of coefficients.entries()) expect(same[i]?.coefficients[t]).toBeCloseTo(value, 5)
    }
  }
}, 60_000)

test('the rollouts that are shown are of the first group with advantages, and show both rewards', () => {
  expect(shownRows([0, 0, 0, 0, 0, 1, 0, 0], 4)).toEqual([4, 5, 6, 7])
  expect(shownRows([1, 1, 1, 1, 1, 0, 1, 1, 1, 0], 5)).toEqual([5, 6, 7, 8])
  expect(shownRows([0, 0, 0, 0, 0, 1], 6)).toEqual([0, 1, 2, 5])
  expect(shownRows([1, 1, 1, 1, 1, 1], 3)).toEqual([0, 1, 2])
  expect(shownRows([0, 1, 1, 0], 2)).toEqual([0, 1])
})
