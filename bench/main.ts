import type { EngineId } from '../src/benchmark/contestant'
import type { BenchmarkResult } from '../src/benchmark/result'
import { type BenchmarkEvent, runBenchmark } from '../src/benchmark/run'
import { benchmarkEngines } from './engines'

/** What the command line decides about a run. */
export interface RunChoice {
  quick: boolean
  /** All where absent. */
  engines?: readonly EngineId[] | undefined
}

/** Runs the benchmark where this module is loaded: in a page, or in Node with WebGPU's globals. */
export function run(choice: RunChoice, report: (event: BenchmarkEvent) => void): Promise<BenchmarkResult> {
  return runBenchmark(benchmarkEngines(choice.engines), { quick: choice.quick }, report)
}
