import { afterAll, beforeAll, expect, test } from 'vitest'
import { threadSpawner } from '../../../../cli/threads'
import type { PolicyEngine } from '../../../../src/policy/engine'
import { openPoolEngine } from '../../../../src/policy/pool'
import { PoolCore } from '../../../../src/policy/pool/core'
import { type PoolWorker, Seats } from '../../../../src/policy/pool/seats'
import { openWasmEngine } from '../../../../src/policy/wasm'
import { GRPO, OPTIMIZER, pear, randomBatch, TINY, UNIFORM } from '../../../helpers/policy/fixtures'
import { eventsOf, figuresOf, tiny } from '../../../helpers/tinyRun'

let spawn: () => PoolWorker
/** One engine on one core: what every pool must agree with, bit for bit. */
let alone: PolicyEngine

beforeAll(async () => {
  ;[spawn, alone] = await Promise.all([threadSpawner(), openWasmEngine()])
})
afterAll(() => {
  alone.dispose()
})

/** Gives `work` a pool, and its workers, each with a promise of its end. */
async function withPool(
  threads: number,
  work: (engine: PolicyEngine, workers: readonly PoolWorker[]) => Promise<void>,
): Promise<readonly PoolWorker[]> {
  const workers: PoolWorker[] = []
  const engine = await openPoolEngine(threads, () => {
    const worker = spawn()
    workers.push(worker)
    return worker
  })
  try {
    await work(engine, workers)
  } finally {
    engine.dispose()
  }
  return workers
}

test.each([1, 2, 5])('a whole run has the same bits on a pool of %i as on one core', async (threads) => {
  const expected = figuresOf(await eventsOf(tiny(), alone))
  await withPool(threads, async (engine) => {
    expect(figuresOf(await eventsOf(tiny(), engine))).toEqual(expected)
  })
})

test('members keep their bits through fork and restore, whichever workers they go to', async () => {
  const history = async (engine: PolicyEngine) => {
    const settings = { optimizer: OPTIMIZER, objectives: [UNIFORM, pear('token'), UNIFORM, pear('block'), GRPO] }
    const first = engine.createPopulation(TINY, [1, 2, 3, 4, 5])
    engine.trainStep(first, randomBatch(1, [0, 1, 0, 2, 1]), settings)
    // Backwards, so that most members change their worker, and from two populations at once.
    const other = engine.createPopulation(TINY, [9])
    const forked = engine.fork([
      ...[4, 3, 2, 1].map((member) => ({ population: first, member })),
      { population: other, member: 0 },
    ])
    engine.trainStep(first, randomBatch(2, [0, 1, 0, 2, 1]), settings)
    engine.trainStep(forked, randomBatch(3, [2, 1, 0, 0, 1]), settings)
    const restored = engine.restore(await engine.snapshot(forked))
    const step = engine.trainStep(restored, randomBatch(4, [0, 1, 2, 3, 4]), settings)
    const metrics = await step.metrics()
    const geometry = await engine.compareUpdates(forked, first, restored)
    const scores = await engine.score(restored, randomBatch(5, [1, 0, 1, 0, 1]), first)
    return { metrics, geometry, scores, last: await engine.snapshot(restored), kept: await engine.snapshot(first) }
  }
  const expected = await history(alone)
  await withPool(3, async (engine) => {
    expect(await history(engine)).toEqual(expected)
  })
})

test('a worker that ends in mid-run ends the run with a sentence, and the pool with it', async () => {
  const workers = await withPool(3, async (engine, [, second]) => {
    let kill: (() => void) | undefined = () => second?.terminate()
    const seen = await eventsOf(tiny(), engine, {
      starts: {
        get: () => undefined,
        put: () => {
          kill?.()
          kill = undefined
        },
      } as never,
    })
    expect(seen.at(-1)).toEqual({
      kind: 'failed',
      problem: 'lost',
      message: expect.stringMatching(
        /A worker of the processor's engine ended \(.*code 1\)\. Start the run again/,
      ) as string,
    })
    await expect(engine.lost).rejects.toMatchObject({ name: 'DeviceError', problem: 'lost' })
    await expect(engine.rollout(engine.createPopulation(TINY, [1]), PROMPTS, SAMPLING)).rejects.toThrow(/ended/)
  })
  // The others are not left running.
  for (const { ended } of workers) await expect(ended).rejects.toThrow(/ended/)
})

const PROMPTS = {
  slots: 1,
  rows: 1,
  length: 1,
  ids: new Int32Array([1]),
  lengths: new Int32Array([1]),
  keys: new Uint32Array([1, 2]),
  temperatures: new Float32Array([1]),
  slotOf: [0],
}
const SAMPLING = { maxResponse: 4, stops: [0] }

test('a policy for which a worker has no memory ends the pool with the engine’s own sentence', async () => {
  const huge = { vocabulary: 40, dModel: 16_384, heads: 4, layers: 4, dFF: 65_536 }
  const seats = new Seats([spawn(), spawn()])
  await seats.open()
  const core = new PoolCore('pool', seats)
  // Room is asked for without waiting: whoever waits for anything of the pool hears that there was none.
  const members = core.allocate(huge, 1)
  const problem = {
    problem: 'insufficient',
    message: expect.stringMatching(/found no memory for another \d+ MB/) as string,
  }
  await expect(core.rollout(members, PROMPTS, SAMPLING)).rejects.toMatchObject(problem)
  await expect(core.lost).rejects.toMatchObject(problem)
})

test('a pool that is disposed leaves no thread, and nobody waiting', async () => {
  let waiting: Promise<unknown> = Promise.resolve()
  const workers = await withPool(4, async (engine) => {
    const population = engine.createPopulation(TINY, [1, 2, 3, 4])
    await engine.score(population, randomBatch(1, [0, 0, 0, 0]))
    waiting = expect(engine.score(population, randomBatch(2, [0, 0, 0, 0]))).rejects.toThrow(
      'This engine was disposed.',
    )
  })
  await waiting
  expect(workers).toHaveLength(4)
  for (const { ended } of workers) await expect(ended).rejects.toThrow(/thread ended/)
})
