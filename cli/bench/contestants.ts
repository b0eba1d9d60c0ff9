import { contestantOf, type EngineId } from '../../src/benchmark/contestant'
import type { BenchmarkResult } from '../../src/benchmark/result'
import { type BenchmarkEngines, type BenchmarkEvent, runBenchmark } from '../../src/benchmark/run'
import { openReferenceEngine } from '../../src/policy/reference'
import { defaultEngineSettings, type EngineChoice } from '../../src/worker/engineSettings'
import { openHere } from '../train'
import { openJax } from './jax/contestant'
import { openStockTfjs } from './stockTfjs'

/** What the command line decides about a run. */
export interface BenchmarkChoice {
  quick: boolean
  /** All where absent. */
  engines?: readonly EngineId[] | undefined
}

/** An engine as the page opens it, with the forms of its kernels that are fastest on this device. */
const own = (id: EngineChoice): BenchmarkEngines['contestants'][number] => ({
  id,
  open: async () => {
    // The processor is measured by one of its cores.
    const { engine, variants } = await openHere({ ...defaultEngineSettings, engine: id, threads: 1 })
    return contestantOf(id, engine, variants && `${engine.name}, forms ${JSON.stringify(variants)}`)
  },
})

/** What `npm run bench` measures, in the order of turns. */
const contestants: BenchmarkEngines['contestants'] = [
  own('fused'),
  own('reference'),
  own('cpu'),
  { id: 'jax', open: openJax },
  { id: 'stockTfjs', open: openStockTfjs },
]

/** Runs the benchmark where this module is loaded: in a page, or in Node with WebGPU's globals. */
export function measure(
  { quick, engines }: BenchmarkChoice,
  report: (event: BenchmarkEvent) => void,
): Promise<BenchmarkResult> {
  const chosen = contestants.filter(({ id }) => engines?.includes(id) ?? true)
  return runBenchmark({ contestants: chosen, openTrusted: () => openReferenceEngine('cpu') }, { quick }, report)
}
