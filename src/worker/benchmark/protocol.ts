import type { BenchmarkResult } from '../../benchmark/result'
import type { BenchmarkEvent } from '../../benchmark/run'
import type { EngineSettings } from '../engineSettings'

/** How much is measured: `smoke` only shows that everything works. */
export const benchmarkSizes = ['smoke', 'quick', 'full'] as const
export type BenchmarkSize = (typeof benchmarkSizes)[number]

/** What a run of the benchmark is asked for. */
export interface BenchmarkRequest {
  size: BenchmarkSize
  /** The forms of the fused engine's kernels; the choice of an engine does not matter. */
  settings: EngineSettings
}

/** What the benchmark's worker offers to the page, through Comlink. */
export interface BenchmarkApi {
  run(request: BenchmarkRequest, report: (event: BenchmarkEvent) => void): Promise<BenchmarkResult>
}
