import { benchmarkRounds, type Effort, type Round } from '../../benchmark/plan'
import { SMALL_BATCH } from '../../benchmark/workload'
import type { BenchmarkSize } from './protocol'

/** One small step and one short rollout of each engine. */
function smokeRounds(): Round[] {
  const once: Effort = { samples: 1, seconds: 0 }
  const step = { kind: 'step', members: 1, batch: SMALL_BATCH, ...once } as const
  const rollout = { kind: 'rollout', sequences: 16, ...once } as const
  return [
    [
      { engine: 'fused', ...step },
      { engine: 'reference', ...step },
      { engine: 'cpu', ...step },
    ],
    [{ engine: 'fused', ...rollout }],
  ]
}

/** What is measured at each size. */
export function roundsOf(size: BenchmarkSize): Round[] {
  return size === 'smoke' ? smokeRounds() : benchmarkRounds(size === 'quick')
}
