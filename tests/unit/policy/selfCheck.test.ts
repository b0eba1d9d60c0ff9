import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyEngine } from '../../../src/policy/engine'
import { openReferenceEngine } from '../../../src/policy/reference'
import { EXPECTED, sampleComputation, selfCheck } from '../../../src/policy/selfCheck'
import { altered } from '../../helpers/policy/altered'

describe('the self-check', () => {
  let engine: PolicyEngine
  beforeAll(async () => {
    engine = await openReferenceEngine('cpu')
  })
  afterAll(() => {
    engine.dispose()
  })

  test('compares with what the reference computes in plain JavaScript', async () => {
    const computed = await sampleComputation(engine)
    expect(computed).toHaveLength(EXPECTED.length)
    const worst = computed.reduce((most, value, i) => Math.max(most, Math.abs(value - (EXPECTED[i] ?? NaN))), 0)
    expect(worst).toBeLessThan(1e-5)
    await expect(selfCheck(engine)).resolves.toBeUndefined()
  })

  /** An engine that goes wrong somewhere. */
  const broken = (change: Partial<PolicyEngine>): PolicyEngine =>
    altered(engine, { name: 'broken', dispose: () => undefined, ...change })

  /** Replaces one array of a result. */
  const changed = <T, K extends keyof T>(result: Promise<T>, name: K, change: (value: T[K]) => T[K]): Promise<T> =>
    result.then((whole) => ({ ...whole, [name]: change(whole[name]) }))

  const faults: [string, Partial<PolicyEngine>][] = [
    [
      'a gradient of zero',
      {
        snapshot: (own) => changed(engine.snapshot(own), 'firstMoments', (m) => m.map(() => 0)),
      },
    ],
    [
      'one wrong gradient',
      {
        snapshot: (own) =>
          changed(engine.snapshot(own), 'firstMoments', (m) => m.map((x, i) => (i === 99 ? x + 0.01 : x))),
      },
    ],
    ['a step that does not change anything', { trainStep: () => ({ metrics: () => Promise.resolve([]) }) }],
    [
      'gradients that are no numbers',
      {
        snapshot: (own) => changed(engine.snapshot(own), 'firstMoments', (m) => m.map(() => NaN)),
      },
    ],
    [
      'wrong log-probabilities',
      { score: (own, batch) => changed(engine.score(own, batch), 'logProbs', (l) => l.map((x) => x / 2)) },
    ],
    [
      'another response',
      {
        rollout: (own, prompts, sampling) =>
          changed(engine.rollout(own, prompts, sampling), 'tokens', (tokens) => tokens.map((id) => (id + 1) % 5)),
      },
    ],
    [
      'log-probabilities of another response',
      {
        rollout: (own, prompts, sampling) =>
          changed(engine.rollout(own, prompts, sampling), 'logProbs', (l) => l.map((x) => x - 0.01)),
      },
    ],
    ['fewer numbers', { score: (own, batch) => changed(engine.score(own, batch), 'logProbs', (l) => l.slice(1)) }],
  ]
  test.each(faults)('refuses a device that computes %s', async (_, change) => {
    await expect(selfCheck(broken(change))).rejects.toMatchObject({ name: 'DeviceError', problem: 'self-check' })
  })
})
