import { proxy } from 'comlink'
import type { BenchmarkResult } from '../../benchmark/result'
import type { BenchmarkEvent } from '../../benchmark/run'
import { connect } from '../connect'
import type { BenchmarkApi, BenchmarkRequest } from './protocol'

export { type BenchmarkRequest, type BenchmarkSize, benchmarkSizes } from './protocol'

/** The page's face of the benchmark. */
export interface Benchmark {
  /** Measures; resolves to the result, or to undefined when stopped. Rejects with a sentence for people. */
  run(request: BenchmarkRequest, listener: (event: BenchmarkEvent) => void): Promise<BenchmarkResult | undefined>
  /** Ends the run at once, in the middle of a measurement. */
  stop(): void
}

/** A benchmark with a worker of its own for each run: it leaves nothing behind, and stops whatever it is doing. */
export function createBenchmark(): Benchmark {
  let end: (() => void) | undefined
  return {
    async run(request, listener) {
      const worker = new Worker(new URL('../main.ts', import.meta.url), { type: 'module', name: 'benchmark' })
      const { api, orFail } = connect<BenchmarkApi>(worker, 'The benchmark’s worker')
      const stopped = new Promise<undefined>((resolve) => {
        end = () => {
          resolve(undefined)
        }
      })
      try {
        return await Promise.race([orFail(api.run(request, proxy(listener))), stopped])
      } finally {
        worker.terminate()
      }
    },
    stop() {
      end?.()
    },
  }
}
