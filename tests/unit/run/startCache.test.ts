import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BaseCache } from '../../../src/run/baseCache'
import type { ExperimentConfig } from '../../../src/config/config'
import type { RunEvent } from '../../../src/results/events'
import { StartCache, startKey } from '../../../src/run/startCache'
import type { PolicyEngine } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'
import { altered } from '../../helpers/policy/altered'
import { eventsOf, figuresOf, tiny } from '../../helpers/tinyRun'

const arms = ['none', 'sft', 'token']
const small = (changes: object = {}): ExperimentConfig =>
  tiny({ arms, seeds: { first: 3, count: 1 }, rl: { ...tiny().rl, steps: 1 }, ...changes })

let plain: PolicyEngine
let engine: PolicyEngine
let rollouts = 0
let cache: BaseCache
beforeAll(async () => {
  plain = await openWasmEngine()
  engine = altered(plain, {
    rollout: (...call) => {
      rollouts++
      return plain.rollout(...call)
    },
  })
  const kept = new Map<string, Float32Array>()
  cache = {
    get: (key) => Promise.resolve(kept.get(key)),
    put: (key, parameters) => Promise.resolve(void kept.set(key, parameters)),
  }
  await eventsOf(small(), engine, { cache })
}, 30_000)
afterAll(() => {
  plain.dispose()
})

/** Everything that a run finds, without times. */
const findings = (seen: readonly RunEvent[]) => ({
  figures: figuresOf(seen),
  shown: seen.filter((event) => event.kind === 'samples' || event.kind === 'offline' || event.kind === 'scored'),
  end: seen.at(-1)?.kind,
})
const NOTICE = 'Offline data and base policies’ evaluation: kept from the last run.'
const isKept = (seen: readonly RunEvent[]): boolean =>
  seen.some((event) => event.kind === 'notice' && event.message === NOTICE)

test('a run that changes the weighting begins with SFT, and finds the same as one that does not', async () => {
  const starts = new StartCache()
  const first = await eventsOf(small(), engine, { cache, starts })
  expect(isKept(first)).toBe(false)
  const config = small({ pear: { gamma: 0.9 }, sft: { ...small().sft, steps: 2 }, arms: ['dft', 'token'] })
  rollouts = 0
  const without = await eventsOf(config, engine, { cache })
  const plain = rollouts
  rollouts = 0
  const seen = await eventsOf(config, engine, { cache, starts })
  expect(isKept(seen)).toBe(true)
  expect(rollouts).toBe(plain - 1)
  expect(findings(seen)).toEqual(findings(without))
  const progress = seen.filter((event) => event.kind === 'progress')
  expect(progress.map(({ stage }) => stage)).not.toContain('collect')
  expect(progress.at(-1)).toMatchObject({ done: 1 })
})

test('a run that changes what comes before SFT, or runs elsewhere, starts anew', async () => {
  const starts = new StartCache()
  await eventsOf(small(), engine, { cache, starts })
  expect(isKept(await eventsOf(small(), altered(engine, {}), { cache, starts }))).toBe(false)
  const key = startKey(small(), [])
  for (const changes of [
    { seeds: { first: 3, count: 2 } },
    { data: { pairs: 13 } },
    { game: { ...small().game, teacher: { leapers: 0.5 } } },
    { evaluation: { ...small().evaluation, samples: 3 } },
    { teacher: { kind: 'network' } },
    { pretrain: { ...small().pretrain, steps: 4 } },
  ])
    expect(startKey(small(changes), [])).not.toBe(key)
  for (const changes of [{ pear: { gamma: 0.5 } }, { rl: { ...small().rl, steps: 9 } }, { arms: ['sft'] }])
    expect(startKey(small(changes), [])).toBe(key)
  const bases = [Float32Array.of(1, 2), Float32Array.of(3, 4)]
  expect(startKey(small(), bases)).toBe(startKey(small(), [Float32Array.of(1, 2), Float32Array.of(3, 4)]))
  expect(startKey(small(), bases)).not.toBe(startKey(small(), [Float32Array.of(1, 2), Float32Array.of(3, 5)]))
})
