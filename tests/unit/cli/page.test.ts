import { beforeEach, expect, test, vi } from 'vitest'
import type { BenchmarkEvent } from '../../../src/benchmark/run'
import { defaultPreset } from '../../../src/config/presets'
import type { RunEvent } from '../../../src/results/events'
import { defaultEngineSettings } from '../../../src/worker/engineSettings'

/** What the page's work reports before it is done; the work itself is tested elsewhere. */
const stages: BenchmarkEvent[] = [1, 2, 3].map((number) => ({ kind: 'stage', text: `stage ${number}` }))

vi.mock('../../../cli/bench/contestants', () => ({
  measure: (_: unknown, report: (event: BenchmarkEvent) => void) => {
    for (const event of stages) report(event)
    return Promise.resolve('measured')
  },
}))
vi.mock('../../../cli/train', () => ({
  run: (_config: unknown, _settings: unknown, _read: unknown, report: (event: unknown) => void) => {
    for (const event of stages) report(event)
    return Promise.resolve({ kind: 'finished', seconds: 1 })
  },
  pretrain: () =>
    Promise.resolve({ end: { kind: 'finished', seconds: 1 }, bases: [{ seed: 7, file: Uint8Array.of(0, 128, 255) }] }),
}))

const experiment = { config: defaultPreset.config, settings: defaultEngineSettings }
let received: (RunEvent | BenchmarkEvent)[] = []

/** The page as its driver finds it, but that `listen` stands for the driver. */
async function open(listen: (events: readonly (RunEvent | BenchmarkEvent)[]) => Promise<void>) {
  vi.resetModules()
  vi.stubGlobal('location', { href: 'http://localhost/' })
  vi.stubGlobal('window', { reportEvents: listen })
  await import('../../../cli/page/page')
}

beforeEach(() => {
  received = []
  return () => {
    vi.unstubAllGlobals()
  }
})

test('all that the work reports has arrived before its result', async () => {
  await open(async (events) => {
    await new Promise((resolve) => setImmediate(resolve))
    received.push(...events)
  })
  expect(await window.runBenchmark({ quick: true })).toBe('measured')
  expect(received).toEqual(stages)
  received = []
  expect(await window.runExperiment(experiment)).toEqual({ kind: 'finished', seconds: 1 })
  expect(received).toEqual(stages)
})

test('a driver that does not hear what is reported hears of that', async () => {
  await open(() => Promise.reject(new Error('the driver is gone')))
  await expect(window.runBenchmark({ quick: true })).rejects.toThrow('the driver is gone')
  await expect(window.runExperiment(experiment)).rejects.toThrow('the driver is gone')
})

test('files of base policies cross over byte by byte', async () => {
  await open(() => Promise.resolve())
  const { bases } = await window.pretrainBases(experiment)
  expect(bases.map(({ seed, base64 }) => [seed, [...Buffer.from(base64, 'base64')]])).toEqual([[7, [0, 128, 255]]])
})
