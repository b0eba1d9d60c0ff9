import type { BenchmarkResult, BenchmarkRow, StepRow } from '../../src/benchmark/result'
import { summariseRun } from '../../src/benchmark/totals'
import type { Benchmark } from '../../src/worker/benchmark/client'

function step(engine: 'fused' | 'reference', members: number, batch: number, ms: number): StepRow {
  return {
    kind: 'step',
    engine,
    members,
    batch,
    samples: [{ steps: 1, ms, encodeMs: ms / 20 }],
    ms: { median: ms, min: ms * 0.93, max: ms * 1.2 },
    encodeMs: { median: ms / 20, min: ms / 25, max: ms / 15 },
    dispatchesPerStep: engine === 'fused' ? 48 : 1630,
    submitsPerStep: 1,
    firstStepMs: 8 * ms,
    warmUpMs: 7 * ms,
    pipelines: 31,
    memoryBytes: 41_000_000 * members,
    losses: [3.7, 3.6, 3.5],
    lossError: 1e-6,
  }
}

const rollout = (sequences: number, ms: number): BenchmarkRow => ({
  kind: 'rollout',
  engine: 'fused',
  sequences,
  tokens: 24 * sequences,
  samples: [{ ms }],
  ms: { median: ms, min: ms, max: 1.1 * ms },
  tokensPerSecond: (24_000 * sequences) / ms,
  firstMs: 2 * ms,
  dispatches: 3,
})

const rows: readonly BenchmarkRow[] = [
  { kind: 'ceiling', kernel: 'registers', size: 1024, samples: [{ ms: 21 }], gflops: 102 },
  step('fused', 1, 32, 14.2),
  step('reference', 1, 32, 131),
  step('fused', 16, 8, 61),
  step('fused', 1, 8, 5.1),
  rollout(256, 38),
  step('fused', 4, 32, 50.4),
  step('fused', 16, 32, 205),
  { kind: 'missing', engine: 'reference', what: 'step, 4 × 32 rows', reason: 'left out: more than 220 s had passed' },
]

/** A result as a run might have it. */
export const fakeBenchmarkResult: BenchmarkResult = {
  device: 'A made-up device',
  quick: true,
  engines: { fused: 'fused (webgpu: a made-up device)' },
  ...summariseRun(rows),
  rows: [...rows],
}

/** A benchmark without a device, for looking at the page: a row each tick. */
export function createFakeBenchmark(rowMilliseconds: number): Benchmark {
  let stopped = false
  const begin = (): void => {
    stopped = false
  }
  return {
    async run(_request, listener) {
      begin()
      for (const row of rows) {
        listener({ kind: 'stage', text: 'Warming up fused: step, 1 × 32 rows' })
        await new Promise((resolve) => setTimeout(resolve, rowMilliseconds))
        if (stopped) return undefined
        listener({ kind: 'row', row })
      }
      return fakeBenchmarkResult
    },
    stop() {
      stopped = true
    },
  }
}
