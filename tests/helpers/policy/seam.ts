import type {
  PolicyEngine,
  Population,
  Rollouts,
  Snapshot,
  StepMetrics,
  StepSettings,
  TrainBatch,
} from '../../../src/policy/engine'
import { OPTIMIZER } from './fixtures'

/** Settings with which a step clips nothing, changes no parameter, and leaves the gradient in the first moments. */
export const GRADIENT_ONLY = { ...OPTIMIZER, learningRate: 0, beta1: 0, maxGradNorm: 1e30 }

/** Every member's copy, with a fresh optimizer state. */
export function copyOf(engine: PolicyEngine, population: Population): Population {
  return engine.fork(Array.from({ length: population.members }, (_, member) => ({ population, member })))
}

/** One number a parameter of each member: `[M][P]` of a snapshot's `[M, P]`. */
export function membersOf(values: Float32Array, members: number): Float32Array[] {
  const size = values.length / members
  return Array.from({ length: members }, (_, member) => values.slice(member * size, (member + 1) * size))
}

/** The gradient of every member, `[M][P]`, and the metrics, without changing the population. */
export async function gradientsOf(
  engine: PolicyEngine,
  population: Population,
  batch: TrainBatch,
  step: Omit<StepSettings, 'optimizer'>,
): Promise<{ gradients: Float32Array[]; metrics: StepMetrics[] }> {
  const copy = copyOf(engine, population)
  const metrics = await engine.trainStep(copy, batch, { ...step, optimizer: GRADIENT_ONLY }).metrics()
  const { firstMoments } = await engine.snapshot(copy)
  copy.dispose()
  return { gradients: membersOf(firstMoments, population.members), metrics }
}

/** A snapshot of members with these parameters that took no step yet. */
export function freshSnapshot(shape: Snapshot['shape'], members: number, parameters: Float32Array): Snapshot {
  const zeros = (): Float32Array => new Float32Array(parameters.length)
  return { shape, members, parameters, firstMoments: zeros(), secondMoments: zeros(), steps: 0 }
}

/** The tokens of one response. */
export function responseOf({ tokens, lengths, rows, maxResponse }: Rollouts, member: number, row: number): number[] {
  const start = (member * rows + row) * maxResponse
  return Array.from(tokens.subarray(start, start + (lengths[member * rows + row] ?? 0)))
}
