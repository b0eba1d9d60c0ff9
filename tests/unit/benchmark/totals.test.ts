import { expect, test } from 'vitest'
import { benchmarkFile, type BenchmarkRow } from '../../../src/benchmark/result'
import { summariseRun } from '../../../src/benchmark/totals'
import { stepRow } from './rows'

const ceiling = (gflops: number): BenchmarkRow => ({
  kind: 'ceiling',
  kernel: 'any',
  size: 256,
  samples: [{ ms: 1 }],
  gflops,
})

const rows: BenchmarkRow[] = [
  stepRow('fused', 4, 32, 700),
  stepRow('fused', 1, 32, 200),
  stepRow('reference', 1, 32, 1000),
  stepRow('cpu', 1, 32, 100),
  stepRow('jax', 1, 32, 600),
  stepRow('stockTfjs', 1, 32, 8000),
  stepRow('fused', 16, 8, 400),
  stepRow('fused', 1, 8, 50),
  {
    kind: 'rollout',
    engine: 'fused',
    sequences: 256,
    tokens: 6144,
    samples: [{ ms: 500 }],
    ms: { median: 500, min: 500, max: 500 },
    tokensPerSecond: 12_288,
    firstMs: 600,
    dispatches: 3,
  },
  ceiling(5),
  ceiling(20),
]

test('the totals are those of the fused engine and its ratios', () => {
  const totals = summariseRun(rows)
  expect(totals).toMatchObject({
    ratios: { reference: 5, cpu: 0.5, jax: 3, stockTfjs: 40, population16: 0.5 },
    dispatchesPerStep: 47,
    encodeMsPerStep: 1,
    warmUpMs: 5,
    memoryBytes: 1000,
    rolloutTokensPerSecond: 12_288,
    ceilingGflops: 20,
  })
  // One step of 1.006 GFLOP in 0.2 s on a device of 20 GFLOP/s.
  expect(totals.stepGflop).toBeCloseTo(1.006, 3)
  expect(totals.ceilingFraction).toBeCloseTo(1.006 / 0.2 / 20, 3)
})

test('what was not measured is null', () => {
  const missing: BenchmarkRow = { kind: 'missing', engine: 'jax', what: 'step, 1 × 32 rows', reason: 'no WebGPU' }
  expect(summariseRun([stepRow('fused', 1, 32, 200), missing])).toMatchObject({
    ratios: { reference: null, cpu: null, jax: null, stockTfjs: null, population16: null },
    rolloutTokensPerSecond: null,
    ceilingGflops: null,
    ceilingFraction: null,
  })
})

test('the file holds them, and refuses what does not belong', () => {
  const file = {
    device: 'a device',
    quick: true,
    engines: { fused: 'fused (webgpu: a device)' },
    ...summariseRun(rows),
    rows,
    date: '2026-11-23T10:00:00.000Z',
    command: 'npm run bench',
    runtime: 'node',
    machine: { processor: 'a processor', cores: 2, memoryBytes: 1, system: 'Linux', runtime: 'Node' },
  }
  const written: unknown = JSON.parse(JSON.stringify(file))
  expect(benchmarkFile.parse(written)).toEqual(file)
  expect(benchmarkFile.safeParse({ ...file, device: undefined }).success).toBe(false)
  expect(benchmarkFile.safeParse({ ...file, rows: [{ kind: 'step' }] }).success).toBe(false)
  expect(benchmarkFile.safeParse({ ...file, ratios: { reference: NaN } }).success).toBe(false)
})
