import { expect, test } from 'vitest'
import { METRICS_KEPT, type StepMetrics } from '../../../src/policy/engine'
import { initialParameters } from '../../../src/policy/init'
import { emptyRollouts, emptyScores } from '../../../src/policy/members'
import { parameterCount } from '../../../src/policy/shape'
import { Engine, type EngineCore, type Part, PARTS } from '../../../src/policy/shell'
import { OPTIMIZER, randomBatch, TINY, UNIFORM } from '../../helpers/policy/fixtures'

type Held = Record<Part, Float32Array> & { members: number }

const SIZE = parameterCount(TINY)
const STEP = { objectives: [UNIFORM], optimizer: OPTIMIZER }

/** A core that keeps vectors in JavaScript, computes nothing, and says what it was called for. */
class ListCore implements EngineCore<Held> {
  readonly name = 'a list'
  readonly calls: string[] = []
  readonly held = new Set<Held>()
  isClosed = false

  allocate(_: unknown, members: number): Held {
    const room = (): Float32Array => new Float32Array(members * SIZE)
    const held = { members, parameters: room(), firstMoments: room(), secondMoments: room() }
    this.held.add(held)
    return held
  }
  free(held: Held): void {
    expect(this.held.delete(held)).toBe(true)
  }
  fill(held: Held, part: Part, vectorOf: (member: number) => Float32Array): void {
    for (let member = 0; member < held.members; member++) held[part].set(vectorOf(member), member * SIZE)
  }
  copy(held: Held, sources: readonly { held: Held; member: number }[]): void {
    sources.forEach((source, index) => {
      held.parameters.set(
        source.held.parameters.subarray(source.member * SIZE, (source.member + 1) * SIZE),
        index * SIZE,
      )
    })
  }
  read(held: Held, parts: readonly Part[]): Promise<Float32Array[]> {
    return Promise.resolve(parts.map((part) => held[part].slice()))
  }
  score: EngineCore<Held>['score'] = (held, batch, reference) => {
    this.calls.push('score')
    return Promise.resolve(emptyScores(held.members, batch, reference !== undefined))
  }
  step: EngineCore<Held>['step'] = (_, __, { stepsTaken }) => {
    this.calls.push(`step ${stepsTaken}`)
    return {
      read: () => Promise.resolve([{ loss: stepsTaken } as StepMetrics]),
      drop: () => this.calls.push(`drop ${stepsTaken}`),
    }
  }
  rollout: EngineCore<Held>['rollout'] = (held, prompts, { maxResponse }) => {
    this.calls.push('rollout')
    return Promise.resolve(emptyRollouts(held.members, prompts.rows, maxResponse))
  }
  close(): void {
    this.isClosed = true
  }
}

function open() {
  const core = new ListCore()
  return { core, engine: new Engine(core) }
}

test('a core is never asked for what cannot be computed, or for what is not its own', async () => {
  const { core, engine } = open()
  const [own, other] = [engine.createPopulation(TINY, [1]), open().engine.createPopulation(TINY, [1])]
  const two = engine.createPopulation(TINY, [1, 2])
  const batch = randomBatch(1, [0])
  await expect(engine.score(own, { ...batch, counts: new Int32Array(1) })).rejects.toThrow(RangeError)
  await expect(engine.score(own, batch, two)).rejects.toThrow(/number of members/)
  await expect(engine.score(own, batch, other)).rejects.toThrow(/another engine/)
  expect(() => engine.trainStep(own, batch, { ...STEP, objectives: [] })).toThrow(RangeError)
  expect(() => engine.trainStep(own, batch, { ...STEP, reference: other })).toThrow(/another engine/)
  expect(() => engine.fork([{ population: other, member: 0 }])).toThrow(/another engine/)
  expect(() => engine.fork([{ population: own, member: 1 }])).toThrow(/members 0 to 0/)
  await expect(engine.compareUpdates(own, own, two)).rejects.toThrow(RangeError)
  expect(core.calls).toEqual([])
  expect(core.held.size).toBe(2)
})

test('populations hold what their seeds, sources and snapshots say, and count their own steps', async () => {
  const { engine } = open()
  const first = engine.createPopulation(TINY, [3, 4])
  const fork = engine.fork([{ population: first, member: 1 }])
  engine.trainStep(fork, randomBatch(1, [0]), STEP)
  const snapshot = await engine.snapshot(fork)
  expect(snapshot).toMatchObject({ shape: TINY, members: 1, steps: 1 })
  expect(snapshot.parameters).toEqual(initialParameters(TINY, 4))
  PARTS.forEach((part, i) => snapshot[part].fill(i + 1))
  const restored = engine.restore({ ...snapshot, steps: 7 })
  expect(await engine.snapshot(restored)).toEqual({ ...snapshot, steps: 7 })
  expect((await engine.snapshot(engine.fork([{ population: restored, member: 0 }]))).steps).toBe(0)
  // From 1s by way of 1s to the fresh parameters of seed 4: the first update is nothing.
  const [geometry] = await engine.compareUpdates(restored, restored, fork)
  const drift = Math.hypot(...initialParameters(TINY, 4).map((value) => value - 1))
  expect(geometry?.firstNorm).toBe(0)
  expect(geometry?.secondNorm).toBeCloseTo(drift, 4)
})

test('metrics can be asked for until so many steps came after, and are dropped then', async () => {
  const { core, engine } = open()
  const population = engine.createPopulation(TINY, [1])
  const step = () => engine.trainStep(population, randomBatch(1, [0]), STEP)
  const results = Array.from({ length: METRICS_KEPT }, step)
  expect(await results[0]?.metrics()).toEqual([{ loss: 0 }])
  step()
  await expect(results[0]?.metrics()).rejects.toThrow(RangeError)
  expect(await results[1]?.metrics()).toEqual([{ loss: 1 }])
  expect(core.calls.filter((call) => call.startsWith('drop'))).toEqual(['drop 0'])
  population.dispose()
  await expect(results[1]?.metrics()).rejects.toThrow(/disposed/)
  expect(core.calls.filter((call) => call.startsWith('drop'))).toHaveLength(METRICS_KEPT + 1)
})

test('everything is freed once, and what could not be filled at once', async () => {
  const { core, engine } = open()
  const population = engine.createPopulation(TINY, [1])
  core.fill = () => {
    throw new Error('no room')
  }
  expect(() => engine.createPopulation(TINY, [1])).toThrow('no room')
  expect(core.held.size).toBe(1)
  engine.fork([{ population, member: 0 }])
  population.dispose()
  population.dispose()
  await expect(engine.snapshot(population)).rejects.toThrow('This population was disposed.')
  expect(core.held.size).toBe(1)
  engine.dispose()
  engine.dispose()
  expect([core.held.size, core.isClosed]).toEqual([0, true])
  expect(() => engine.createPopulation(TINY, [1])).toThrow('This engine was disposed.')
  await expect(engine.warmUp(TINY)).rejects.toThrow('This engine was disposed.')
})
