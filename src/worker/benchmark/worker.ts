import { expose } from 'comlink'
import { contestantOf } from '../../benchmark/contestant'
import { runBenchmark } from '../../benchmark/run'
import { type EngineChoice, type EngineSettings } from '../engineSettings'
import { openEngine } from '../openEngine'
import { browserProcessor } from '../processor'
import { orUnhandled } from '../unhandled'
import { createVariantStore } from '../variantStore'
import { roundsOf } from './plan'
import type { BenchmarkApi } from './protocol'

const store = createVariantStore()

async function open(engine: EngineChoice, settings: EngineSettings) {
  return (await openEngine({ ...settings, engine, threads: 1 }, store, browserProcessor())).engine
}

const api: BenchmarkApi = {
  run: ({ size, settings }, report) =>
    orUnhandled(
      runBenchmark(
        {
          contestants: (['fused', 'reference', 'cpu'] as const).map((id) => ({
            id,
            open: async () => contestantOf(id, await open(id, settings)),
          })),
          // Plain JavaScript, which is none of those that are measured.
          openTrusted: async () => (await import('../../policy/reference')).openReferenceEngine('cpu'),
        },
        { quick: size !== 'full', rounds: roundsOf(size) },
        report,
      ),
    ),
}

/** Measures for the page that started this worker. */
export const serveBenchmark = (): void => {
  expose(api)
}
