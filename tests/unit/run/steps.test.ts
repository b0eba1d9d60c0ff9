import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { PolicyEngine, TrainBatch } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'
import type { RunEvent } from '../../../src/results/events'
import { RunControl } from '../../../src/run/control'
import { altered } from '../../helpers/policy/altered'
import { eventsOf, tiny } from '../../helpers/tinyRun'

let engine: PolicyEngine
beforeAll(async () => {
  engine = await openWasmEngine()
})
afterAll(() => {
  engine.dispose()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const STEPS = 40
const config = tiny({
  arms: ['sft'],
  seeds: { first: 3, count: 1 },
  sft: { steps: STEPS, batch: 2, warmup: 0 },
  rl: { steps: STEPS, prompts: 1, group: 2 },
  // No evaluation lies between the steps.
  evaluation: { prompts: 1, samples: 1, k: 1, every: STEPS },
})

/** An engine that does something before one of its optimizer steps, counted from the first of SFT; they count in `taken`. */
function interrupted(at: number, act: (step: number) => void) {
  const taken = { steps: 0 }
  // Base policies are trained first.
  const before = config.pretrain.steps
  let calls = 0
  const own = altered(engine, {
    trainStep: (population, batch: TrainBatch, step) => {
      const own = ++calls - before
      if (own === at) act(own)
      taken.steps = Math.max(0, own)
      return engine.trainStep(population, batch, step)
    },
  })
  return { engine: own, taken }
}

/** A clock by which every step is so short that as many as may be are read together. */
function fastClock(): void {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1e-3))
}

const trained = (events: readonly RunEvent[], stage: string): number[] =>
  events.flatMap((event) =>
    event.kind === 'point' && event.stage === stage && event.source === 'train' ? [event.step] : [],
  )
const upTo = (steps: number): number[] => Array.from({ length: steps }, (_, i) => i + 1)

// Steps 1, 2 and 3, 4 to 7, and from 8 on eight at a time are read together.
test.each([1, 2, 9, 15, 20])(
  'a run that is stopped in step %i of SFT has told of every step that was taken',
  async (at) => {
    fastClock()
    const control = new RunControl()
    const { engine: own, taken } = interrupted(at, () => {
      control.stop()
    })
    const events = await eventsOf(config, own, { control })
    expect(events.at(-1)?.kind).toBe('stopped')
    expect(taken.steps).toBe(at)
    expect(trained(events, 'sft')).toEqual(upTo(at))
  },
)

test('so has one that is stopped in RL', async () => {
  fastClock()
  const control = new RunControl()
  const { engine: own, taken } = interrupted(STEPS + 12, () => {
    control.stop()
  })
  const events = await eventsOf(config, own, { control })
  expect(events.at(-1)?.kind).toBe('stopped')
  expect(taken.steps).toBe(STEPS + 12)
  expect(trained(events, 'sft')).toEqual(upTo(STEPS))
  expect(trained(events, 'rl')).toEqual(upTo(12))
})

test('and one whose engine fails at a step, of all before it', async () => {
  fastClock()
  const { engine: own } = interrupted(13, () => {
    throw new Error('The step could not be made.')
  })
  const events = await eventsOf(config, own)
  expect(events.at(-1)).toEqual({ kind: 'failed', message: 'The step could not be made.' })
  expect(trained(events, 'sft')).toEqual(upTo(12))
})

test('a loss that became no number before is what ends the run, and is told of once', async () => {
  fastClock()
  const { engine: failing } = interrupted(13, () => {
    throw new Error('The step could not be made.')
  })
  let calls = 0
  const own = altered(failing, {
    trainStep: (population, batch, step) => {
      const result = failing.trainStep(population, batch, step)
      if (++calls !== config.pretrain.steps + 10) return result
      return { metrics: async () => (await result.metrics()).map((metrics) => ({ ...metrics, loss: NaN })) }
    },
  })
  const events = await eventsOf(config, own)
  expect(events.at(-1)).toMatchObject({ kind: 'failed', message: expect.stringContaining('SFT, step 10') as string })
  expect(trained(events, 'sft')).toEqual(upTo(9))
})
