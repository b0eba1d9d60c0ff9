import type { BenchmarkEngines } from '../src/benchmark/run'
import { type EngineId, contestantOf } from '../src/benchmark/contestant'
import { openReferenceEngine } from '../src/policy/reference'
import { openWasmEngine } from '../src/policy/wasm'
import { openFused } from './fused'
import { openJax } from './jax/contestant'
import { openStockTfjs } from './stockTfjs'

/** What `npm run bench` measures, in the order of turns. */
const contestants: BenchmarkEngines['contestants'] = [
  { id: 'fused', open: openFused },
  { id: 'reference', open: async () => contestantOf('reference', await openReferenceEngine('webgpu')) },
  { id: 'cpu', open: async () => contestantOf('cpu', await openWasmEngine()) },
  { id: 'jax', open: openJax },
  { id: 'stockTfjs', open: openStockTfjs },
]

/** The engines that take part: all, or those named. */
export function benchmarkEngines(only: readonly EngineId[] | undefined): BenchmarkEngines {
  return {
    contestants: contestants.filter(({ id }) => only?.includes(id) ?? true),
    openTrusted: () => openReferenceEngine('cpu'),
  }
}
