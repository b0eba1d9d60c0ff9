import { expect, test } from 'vitest'
import type { RunEvent } from '../../../src/results/events'
import { findPreset } from '../../../src/config/presets'
import { stepSize } from '../../../src/results/pace'
import { estimateText, keepRun, measuredRuns, nearestPaces, rememberingPace } from '../../../src/ui/settings/estimate'
import type { Trainer } from '../../../src/worker/client'

const smoke = findPreset('smoke')?.config
const usual = findPreset('default')?.config
if (!smoke || !usual) throw new Error('The presets are gone.')

function memory(before: string | null = null) {
  const kept = new Map<string, string>()
  return measuredRuns(() => ({
    getItem: (key) => kept.get(key) ?? before,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }))
}

test('a finished run is remembered with its engine and its pace, a stopped one is not', async () => {
  const kept = memory()
  let called = 0
  const forget = kept.subscribe(() => called++)
  const events: RunEvent[] = [
    { kind: 'started', config: smoke, engine: 'fused (a device)', seeds: [0] },
    ...[0, 4].map((step): RunEvent => {
      const common = { kind: 'progress', stage: 'sft', steps: 9, activity: 'training', done: 0 } as const
      return { ...common, step, elapsedSeconds: step }
    }),
  ]
  const trainer = (end: RunEvent) =>
    rememberingPace(
      {
        run: (_: unknown, listener: (events: readonly RunEvent[]) => void) => {
          listener([...events, end])
          return Promise.resolve()
        },
      } as unknown as Trainer,
      kept,
    )
  await trainer({ kind: 'stopped', seconds: 4 }).run(smoke, () => undefined)
  expect(kept.read()).toEqual([])
  await trainer({ kind: 'finished', seconds: 4 }).run(smoke, () => undefined)
  forget()
  expect(called).toBe(1)
  expect(kept.read()).toMatchObject([{ engine: 'fused (a device)', size: stepSize(smoke) }])
  expect(nearestPaces(kept.read(), 'fused (a device)', usual)?.sft).toBeGreaterThan(0)
  expect(nearestPaces(kept.read(), 'another engine', usual)).toBeUndefined()
})

test('of several runs the one whose steps are most alike counts, and a later one of the same size replaces it', () => {
  const kept = memory()
  const run = (size: number, sft: number) => ({ engine: 'e', size, paces: { sft } })
  keepRun(kept, run(stepSize(smoke), 1))
  keepRun(kept, run(stepSize(usual), 2))
  keepRun(kept, run(stepSize(usual), 3))
  expect(kept.read()).toHaveLength(2)
  expect(nearestPaces(kept.read(), 'e', usual)).toEqual({ sft: 3 })
  expect(nearestPaces(kept.read(), 'e', smoke)).toEqual({ sft: 1 })
})

test('what cannot be read is no memory of a run', () => {
  for (const text of ['', '{', '{"old":true}', '[{"engine":"e"}]']) expect(memory(text).read()).toEqual([])
})

test('the line says members, memory where the device tells its limits, and time where one was measured', () => {
  const limits = { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 31 }
  const ready = { ready: true, name: 'fused' } as const
  expect(estimateText(smoke, undefined, undefined)).toBe(
    '3 seeds × 6 arms = 18 members · no estimate of time until a run was made on this device',
  )
  expect(estimateText(usual, { ...ready, limits }, undefined)).toMatch(/= 30 members · 1\.\d GB · no estimate/)
  expect(estimateText(usual, ready, { sft: 1e-13, rl: 1e-13, evaluate: 1e-13 })).toMatch(
    /= 30 members · (a few seconds|about \d+ (s|min)) on this device/,
  )
  const huge = { ...usual, seeds: { first: 0, count: 32 }, model: { ...usual.model, dModel: 256, dFF: 1024 } }
  expect(estimateText(huge, { ...ready, limits }, undefined)).toMatch(/\d GB, more than many devices have/)
})
