import type { StepMetrics, TrainBatch } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import type { Gpu } from '../../../src/policy/webgpu/device/gpu'
import { coefficients, normalise } from '../../../src/policy/webgpu/kernels/coefficients'
import { finish } from '../../../src/policy/webgpu/kernels/optimizer'
import { readMetrics } from '../../../src/policy/webgpu/metricsRing'
import { passSizes } from '../../../src/policy/webgpu/passes/sizes'
import { uploadLayout } from '../../../src/policy/webgpu/upload/layout'
import { Upload } from '../../../src/policy/webgpu/upload/step'
import { CHANNEL_ROW, NORM_PARTS } from '../../../src/policy/webgpu/wgsl/structs'
import { OPTIMIZER } from '../policy/fixtures'
import { gridOf } from './grid'
import type { TokenValues } from './objectiveLoops'
import { runKernels } from './objectiveRun'

export interface ObjectiveStep {
  /** `[M, B·T]`, padding rows left out. */
  coefficients: Float32Array[]
  /** Padding rows of all members. */
  padding: number[]
  metrics: StepMetrics[]
  scales: Float32Array
}

/** An upload that holds one step of a batch. */
export function uploadOf(batch: TrainBatch, objectives: readonly Objective[], optimizer = OPTIMIZER): Upload {
  const upload = new Upload(uploadLayout(passSizes(batch, objectives.length)))
  upload.packStep(batch, { objectives, optimizer }, 0)
  return upload
}

/** Runs `coefficients`, `normalise` and `finish` for policies that say the given things. */
export async function objectiveStep(
  gpu: Gpu,
  batch: TrainBatch,
  objectives: readonly Objective[],
  policies: readonly TokenValues[],
  references?: readonly TokenValues[],
): Promise<ObjectiveStep> {
  const upload = uploadOf(batch, objectives)
  const { rows } = upload.layout.sizes
  const members = objectives.length
  const positions = batch.rows * batch.length
  const [first, second, last] = [coefficients({ hasReference: references !== undefined }), normalise(), finish()]
  const stale = new Float32Array(members * rows)
  for (let m = 0; m < members; m++) stale.fill(NaN, m * rows, m * rows + positions)
  const result = await runKernels(
    gpu,
    [
      { kernel: first, grid: gridOf(first, batch.rows, members) },
      { kernel: second, grid: gridOf(second, rows / 4, members) },
      { kernel: last, grid: [1, 1, members] },
    ],
    {
      tokens: packTokens(policies, rows),
      ...(references && { referenceTokens: packTokens(references, rows) }),
      coefficients: stale,
      sums: new Float32Array(members * batch.rows * CHANNEL_ROW).fill(NaN),
      normParts: new Float32Array(members * NORM_PARTS).fill(4 / NORM_PARTS),
      scales: new Float32Array(members),
      metrics: new Float32Array(members * CHANNEL_ROW),
    },
    ['coefficients', 'metrics', 'scales'],
    upload,
  )
  const each = Array.from({ length: members }, (_, m) => m * rows)
  return {
    coefficients: each.map((start) => result.coefficients.slice(start, start + positions)),
    padding: each.flatMap((start) => [...result.coefficients.subarray(start + positions, start + rows)]),
    metrics: readMetrics(result.metrics, objectives, references !== undefined),
    scales: result.scales,
  }
}

/** `tokens [M, R]` as `crossEntropy` writes them. */
function packTokens(policies: readonly TokenValues[], rows: number): Float32Array {
  const packed = new Float32Array(policies.length * rows * 4)
  policies.forEach(({ logProbs, entropies, kl }, m) => {
    logProbs.forEach((logProb, i) => {
      packed.set([logProb, entropies[i] ?? 0, kl[i] ?? 0], 4 * (m * rows + i))
    })
  })
  return packed
}
