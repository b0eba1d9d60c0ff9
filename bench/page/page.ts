import type { BenchmarkResult } from '../../src/benchmark/result'
import type { BenchmarkEvent } from '../../src/benchmark/run'
import { run, type RunChoice } from '../main'

declare global {
  interface Window {
    /** Called by the driver of this page. */
    runBenchmark(choice: RunChoice): Promise<BenchmarkResult>
    /** Given by the driver of this page. */
    reportBenchmark(event: BenchmarkEvent): Promise<void>
  }
}

window.runBenchmark = (choice) =>
  run(choice, (event) => {
    void window.reportBenchmark(event)
  })
