import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import type { StepMetrics, TrainBatch } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import type { Gpu } from '../../../src/policy/webgpu/device/gpu'
import grpoVectors from '../../oracle/grpo.json'
import pearVectors from '../../oracle/pear-weights.json'
import { GRPO, pear, relativeError, sft, UNIFORM } from '../../helpers/policy/fixtures'
import { memberStep, type TokenValues } from '../../helpers/webgpu/objectiveLoops'
import { bits, openGpu } from '../../helpers/webgpu/objectiveRun'
import { type ObjectiveStep, objectiveStep } from '../../helpers/webgpu/objectiveStep'

/** One of every kind of objective, switch and reduction. */
const MIXED: Objective[] = [
  UNIFORM,
  sft({ kind: 'probability' }, 'sequence'),
  pear('token'),
  { ...pear('block', { ratio: 'initial' }), reduction: 'sequence' },
  pear('sequence', { normalise: true }),
  { ...GRPO, klBeta: 0.3, reduction: 'grpo' },
  { ...GRPO, reduction: 'dr_grpo', maxResponse: 9 },
  { ...pear('token', { normalise: true, ratio: 'initial' }), reduction: 'sequence' },
  { ...GRPO, klBeta: 0.1 },
]

/** A batch with responses of random place and length, some empty, and NaN wherever no response is. */
function awkwardBatch(seed: number, slotOf: readonly number[], rows: number, length: number, empty = 0.2): TrainBatch {
  const rng = createRng(seed, 'awkward')
  const slots = 1 + Math.max(...slotOf)
  const counts = Int32Array.from({ length: slots * rows }, () => (rng.uniform() < empty ? 0 : 1 + rng.integer(length)))
  const firsts = counts.map((count) => (count === 0 ? -3 : rng.integer(length - count + 1)))
  const onResponse = (value: () => number): Float32Array => {
    const values = new Float32Array(slots * rows * length).fill(NaN)
    counts.forEach((count, row) => {
      for (let t = 0; t < count; t++) values[row * length + (firsts[row] ?? 0) + t] = value()
    })
    return values
  }
  return {
    slots,
    rows,
    length,
    inputs: new Int32Array(slots * rows * length),
    targets: new Int32Array(slots * rows * length),
    firsts,
    counts,
    slotOf,
    behaviourLogProbs: onResponse(() => -4 * rng.uniform()),
    oldLogProbs: onResponse(() => -4 * rng.uniform()),
    advantages: Float32Array.from(counts, (count) => (count === 0 ? NaN : 4 * rng.uniform() - 2)),
  }
}

/** What M random policies say, rounded to float32 as the device gets it; NaN off the response. */
function randomPolicies(seed: number, batch: TrainBatch): TokenValues[] {
  const rng = createRng(seed, 'policies')
  return batch.slotOf.map((slot) => {
    const size = batch.rows * batch.length
    const values = (sign: number): number[] =>
      Array.from(batch.behaviourLogProbs?.subarray(slot * size, (slot + 1) * size) ?? [], (known) =>
        Number.isNaN(known) ? NaN : Math.fround(sign * 4 * rng.uniform()),
      )
    return { logProbs: values(-1), entropies: values(1), kl: values(1) }
  })
}

function expectStep(
  actual: ObjectiveStep,
  batch: TrainBatch,
  objectives: readonly Objective[],
  policies: readonly TokenValues[],
  references?: readonly TokenValues[],
): void {
  objectives.forEach((objective, m) => {
    const policy = policies[m] as TokenValues
    const expected = memberStep(batch, m, objective, policy, references?.[m])
    const largest = Math.max(1e-30, ...expected.coefficients.map(Math.abs))
    expected.coefficients.forEach((value, i) => {
      const difference = Math.abs((actual.coefficients[m]?.[i] ?? NaN) - value)
      expect(difference, `coefficient ${i} of member ${m}`).toBeLessThanOrEqual(2e-6 * largest)
      expect(value !== 0 || actual.coefficients[m]?.[i] === 0).toBe(true)
    })
    for (const [name, value] of Object.entries(expected.metrics) as [keyof StepMetrics, number][]) {
      const known = actual.metrics[m]?.[name]
      if (Number.isNaN(value)) expect(known, `${name} of member ${m}`).toBeNaN()
      else expect(Math.abs((known ?? NaN) - value), `${name} of member ${m}`).toBeLessThan(1e-5 * (1 + Math.abs(value)))
    }
  })
  expect(actual.padding.every((value) => value === 0)).toBe(true)
}

describe('the coefficients of every objective', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
  })
  afterAll(() => {
    gpu.dispose()
    gpu.device.destroy()
  })

  test('are those of a plain loop, with and without a reference, whatever stands off the response', async () => {
    const slotOf = [0, 1, 2, 0, 1, 2, 0, 1, 2]
    for (const [seed, rows, length] of [
      [1, 1, 1],
      [2, 3, 5],
      [3, 5, 7],
      [4, 67, 3],
      [5, 2, 64],
    ] as const) {
      const batch = awkwardBatch(seed, slotOf, rows, length)
      const policies = randomPolicies(seed, batch)
      const references = randomPolicies(seed + 100, batch)
      expectStep(await objectiveStep(gpu, batch, MIXED, policies, references), batch, MIXED, policies, references)
      const alone = MIXED.map((objective) =>
        objective.kind === 'sft' && objective.weighting.kind === 'pear'
          ? { ...objective, weighting: { ...objective.weighting, ratio: 'current' as const } }
          : objective,
      )
      expectStep(await objectiveStep(gpu, batch, alone, policies), batch, alone, policies)
    }
  })

  test('are the numbers that a batch gives, of any sign, beside members with other weightings', async () => {
    const objectives = [sft({ kind: 'given' }), sft({ kind: 'given' }, 'sequence'), UNIFORM, pear('token')]
    const { oldLogProbs, ...rest } = awkwardBatch(6, [0, 1, 0, 1], 5, 7)
    const batch: TrainBatch = { ...rest, weights: (oldLogProbs ?? new Float32Array()).map((value) => value + 2) }
    expectStep(
      await objectiveStep(gpu, batch, objectives, randomPolicies(6, batch)),
      batch,
      objectives,
      randomPolicies(6, batch),
    )
  })

  test('of a batch without any response are zeros, and so are its sums', async () => {
    const batch = awkwardBatch(1, [0, 0, 0], 3, 5, 1)
    const objectives = [UNIFORM, pear('token', { normalise: true }), GRPO]
    const step = await objectiveStep(gpu, batch, objectives, randomPolicies(1, batch))
    for (const own of step.coefficients) expect([...own]).toEqual(new Array(15).fill(0))
    expect(step.metrics.map(({ loss, nll, entropy }) => [loss, nll, entropy])).toEqual(new Array(3).fill([0, 0, 0]))
  })

  test('are PEAR weights of the oracle, for each variant and one response a batch', async () => {
    expect(pearVectors.length).toBeGreaterThan(0)
    for (const vector of pearVectors) {
      const length = vector.logpTheta.length
      const settings = {
        gamma: vector.gamma,
        block: vector.block,
        clipDelta: vector.clipDelta as [number, number],
        clipLogG: vector.clipLogG as [number, number],
      }
      const variants = ['token', 'block', 'sequence'] as const
      const objectives = variants.map((variant) => pear(variant, { settings }))
      const batch: TrainBatch = {
        ...awkwardBatch(1, [0, 0, 0], 1, length, 0),
        firsts: Int32Array.of(0),
        counts: Int32Array.of(length),
        behaviourLogProbs: Float32Array.from(vector.logpBeta),
      }
      const policy = { logProbs: vector.logpTheta, entropies: [], kl: [] }
      const step = await objectiveStep(gpu, batch, objectives, [policy, policy, policy])
      variants.forEach((variant, m) => {
        const weights = vector.logG[variant].map(Math.exp)
        const actual = step.coefficients[m]?.map((c) => c * length) ?? []
        expect(relativeError(actual, weights), variant).toBeLessThan(5e-6)
      })
    }
  })

  test('and losses are those of the oracle for each reduction of GRPO', async () => {
    expect(grpoVectors.length).toBeGreaterThan(0)
    for (const vector of grpoVectors) {
      const rows = vector.mask.length
      const length = vector.mask[0]?.length ?? 0
      const objective: Objective = {
        ...GRPO,
        clipLow: vector.clipLow,
        clipHigh: vector.clipHigh,
        klBeta: vector.klBeta,
        reduction: vector.reduction as 'grpo' | 'dapo' | 'dr_grpo',
        maxResponse: vector.maxResponse,
      }
      const batch: TrainBatch = {
        ...awkwardBatch(1, [0], rows, length, 0),
        firsts: new Int32Array(rows),
        counts: Int32Array.from(vector.mask.map((row) => row.reduce((a, b) => a + b))),
        oldLogProbs: Float32Array.from(vector.logpOld.flat()),
        advantages: Float32Array.from(vector.advantages),
      }
      const values = (logProbs: number[][]): TokenValues => ({ logProbs: logProbs.flat(), entropies: [], kl: [] })
      const step = await objectiveStep(gpu, batch, [objective], [values(vector.logp)], [values(vector.logpRef)])
      const slope = step.coefficients[0]?.map((c) => -c) ?? []
      expect(relativeError(slope, vector.dLossDLogp.flat()), vector.reduction).toBeLessThan(1e-5)
      expect(step.metrics[0]?.loss).toBeCloseTo(vector.loss, 5)
    }
  })

  test('stay finite where the policies have drifted apart beyond the range of exp', async () => {
    const batch: TrainBatch = {
      ...awkwardBatch(1, [0, 0], 1, 2, 0),
      firsts: Int32Array.of(0),
      counts: Int32Array.of(2),
      behaviourLogProbs: new Float32Array(2),
      oldLogProbs: Float32Array.of(-200, 0),
      advantages: Float32Array.of(-1),
    }
    const far = { logProbs: [0, -200], entropies: [1, 1], kl: [1, 1] }
    const near = { logProbs: [0, 0], entropies: [1, 1], kl: [1, 1] }
    const objectives = [{ ...GRPO, klBeta: 1 }, pear('token')]
    const step = await objectiveStep(gpu, batch, objectives, [far, far], [near, near])
    expect(step.coefficients.every((own) => own.every(Number.isFinite))).toBe(true)
    expect(step.metrics.every(({ loss }) => Number.isFinite(loss))).toBe(true)
  })

  test('of a member are the same bits alone and beside others, even beside one that diverged', async () => {
    const batch = awkwardBatch(7, [0, 1, 2, 0, 1, 2, 0, 1, 2], 5, 6)
    const policies = randomPolicies(7, batch)
    const references = randomPolicies(8, batch)
    const lost = policies.map((policy, m) =>
      m % 2 === 0 ? policy : { ...policy, logProbs: policy.logProbs.map(() => NaN) },
    )
    const together = await objectiveStep(gpu, batch, MIXED, lost, references)
    for (let m = 0; m < MIXED.length; m += 2) {
      const own = { ...batch, slotOf: [batch.slotOf[m] ?? 0] }
      const alone = await objectiveStep(gpu, own, MIXED.slice(m, m + 1), policies.slice(m, m + 1), [
        references[m] as TokenValues,
      ])
      expect(bits(together.coefficients[m] ?? new Float32Array())).toEqual(bits(alone.coefficients[0] as Float32Array))
      expect(together.metrics[m]).toEqual(alone.metrics[0])
    }
    expect(together.padding.every((value) => value === 0)).toBe(true)
  })
})
