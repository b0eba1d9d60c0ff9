import { parameterCount, type PolicyShape } from '../policy/shape'
import type { EngineId } from './contestant'
import type { BenchmarkResult, BenchmarkRow, StepRow } from './result'
import { BATCH, LENGTH, SHAPE, SMALL_BATCH } from './workload'

/** Members of the population that is compared with single steps. */
const POPULATION = 16

/** The figures of a run that everyone asks for, from its rows. */
export function summariseRun(
  rows: readonly BenchmarkRow[],
): Omit<BenchmarkResult, 'device' | 'quick' | 'engines' | 'rows'> {
  const step = (engine: EngineId, members: number, batch: number): StepRow | undefined =>
    rows.find(
      (row): row is StepRow =>
        row.kind === 'step' && row.engine === engine && row.members === members && row.batch === batch,
    )
  const fused = step('fused', 1, BATCH)
  const rollout = rows.find((row) => row.kind === 'rollout' && row.engine === 'fused' && row.sequences === 256)
  const rates = rows.flatMap((row) => (row.kind === 'ceiling' ? [row.gflops] : []))
  const ceilingGflops = rates.length > 0 ? Math.max(...rates) : null
  const stepGflop = stepFlops(SHAPE, BATCH, LENGTH) / 1e9
  const against = (engine: EngineId): number | null => ratio(step(engine, 1, BATCH)?.ms.median, fused?.ms.median)
  const single = step('fused', 1, SMALL_BATCH)?.ms.median
  return {
    ratios: {
      reference: against('reference'),
      cpu: against('cpu'),
      jax: against('jax'),
      stockTfjs: against('stockTfjs'),
      population16: ratio(step('fused', POPULATION, SMALL_BATCH)?.ms.median, single && POPULATION * single),
    },
    dispatchesPerStep: fused?.dispatchesPerStep ?? null,
    encodeMsPerStep: fused?.encodeMs.median ?? null,
    warmUpMs: fused?.warmUpMs ?? null,
    memoryBytes: fused?.memoryBytes ?? null,
    rolloutTokensPerSecond: rollout?.kind === 'rollout' ? rollout.tokensPerSecond : null,
    ceilingGflops,
    stepGflop,
    ceilingFraction: ratio(fused && stepGflop / (fused.ms.median / 1000), ceilingGflops ?? undefined),
  }
}

const ratio = (above: number | undefined, below: number | undefined): number | null =>
  above === undefined || below === undefined ? null : above / below

/**
 * Floating-point operations that one optimizer step needs of one member for a batch of B rows of T positions; a
 * multiplication and an addition count as two. Only matrix products count:
 *
 * - forward, weights: 2 a weight and position. Every parameter but the gains is in one product; the embedding's is the
 *   tied output, its lookup is none.
 * - forward, attention: q·kᵀ and p·v, 2·D each for every pair of a position and one that it sees: T(T + 1)/2 pairs a row
 *   and layer.
 * - backward: twice the forward, for the gradients of both factors of each product.
 *
 * What an implementation computes beyond that (masked pairs, a second forward pass) does not count for it.
 */
export function stepFlops(shape: PolicyShape, rows: number, length: number): number {
  const gains = shape.dModel * (2 * shape.layers + 1)
  const weights = 2 * (parameterCount(shape) - gains) * rows * length
  const pairs = (length * (length + 1)) / 2
  const attention = 2 * 2 * shape.dModel * pairs * rows * shape.layers
  return 3 * (weights + attention)
}
