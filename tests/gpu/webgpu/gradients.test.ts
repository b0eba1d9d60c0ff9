import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import type { PolicyEngine, Population, TrainBatch } from '../../../src/policy/engine'
import { initialParameters } from '../../../src/policy/init'
import type { Objective } from '../../../src/policy/objective'
import { parameterSpans, type PolicyShape } from '../../../src/policy/shape'
import { openFusedEngine } from '../../../src/policy/webgpu'
import { DISTILLED, GRPO, UNIFORM } from '../../helpers/policy/fixtures'
import { raggedBatch } from '../../helpers/policy/random'
import { freshSnapshot, gradientsOf } from '../../helpers/policy/seam'

const SHAPE: PolicyShape = { vocabulary: 6, dModel: 6, heads: 1, layers: 2, dFF: 5 }
const SPANS = parameterSpans(SHAPE)
/** Objectives whose coefficient stops no gradient: their loss is differentiable as it stands. */
const OBJECTIVES: [name: string, objective: Objective][] = [
  ['SFT', UNIFORM],
  ['KL to the behaviour policy', DISTILLED],
  ['GRPO', { ...GRPO, reduction: 'grpo', clipLow: 100, clipHigh: 100, klBeta: 0.3 }],
]

/** How far to each side of a point, and twice as far, the loss is asked for: the error of a slope is about STEP⁴ and 1e-7/STEP. */
const STEP = 0.01

let engine: PolicyEngine
beforeAll(async () => {
  engine = await openFusedEngine()
})
afterAll(() => {
  engine.dispose()
})

describe.each(OBJECTIVES)('the gradient of %s is the slope of the loss', (_, objective) => {
  let gradient: Float32Array
  const start = initialParameters(SHAPE, 1)
  beforeAll(async () => {
    const { gradients } = await ask([start])
    gradient = gradients[0] as Float32Array
  })
  /** The loss and the gradient at each of these points, in one population. */
  async function ask(points: readonly Float32Array[]): Promise<{ losses: number[]; gradients: Float32Array[] }> {
    const slotOf = points.map(() => 0)
    const batch: TrainBatch = raggedBatch(4, { vocabulary: 6, rows: 3, length: 6, slotOf })
    const parameters = Float32Array.from(points.flatMap((point) => [...point]))
    const population = engine.restore(freshSnapshot(SHAPE, points.length, parameters))
    const reference: Population = engine.createPopulation(
      SHAPE,
      points.map(() => 2),
    )
    const objectives = points.map(() => objective)
    const { gradients, metrics } = await gradientsOf(engine, population, batch, { objectives, reference })
    population.dispose()
    reference.dispose()
    return { losses: metrics.map(({ loss }) => loss), gradients }
  }

  /** Compares slopes along directions of length 1 with the gradient. */
  async function expectSlopes(directions: readonly { name: string; along: Float32Array }[]): Promise<void> {
    const points = directions.flatMap(({ along }) =>
      [STEP, -STEP, 2 * STEP, -2 * STEP].map((h) => start.map((value, i) => value + h * (along[i] ?? NaN))),
    )
    const { losses } = await ask(points)
    const scale = Math.hypot(...gradient)
    directions.forEach(({ name, along }, i) => {
      const [near = NaN, nearBack = NaN, far = NaN, farBack = NaN] = losses.slice(4 * i, 4 * i + 4)
      const slope = (8 * (near - nearBack) - (far - farBack)) / (12 * STEP)
      const expected = gradient.reduce((sum, g, k) => sum + g * (along[k] ?? NaN), 0)
      expect(Math.abs(slope - expected) / scale, name).toBeLessThan(1e-3)
    })
  }

  const direction = (name: string, from: number, to: number, seed: number): { name: string; along: Float32Array } => {
    const rng = createRng(seed, 'direction')
    const along = start.map((_value, i) => (i >= from && i < to ? rng.normal() : 0))
    const length = Math.hypot(...along)
    return { name, along: along.map((x) => x / length) }
  }

  test('along random directions', async () => {
    await expectSlopes(Array.from({ length: 6 }, (_unused, i) => direction(`direction ${i}`, 0, start.length, i)))
  })

  test('along random directions within every tensor', async () => {
    const directions = SPANS.map(({ name, offset, size }, i) => direction(name, offset, offset + size, 100 + i))
    expect(directions).toHaveLength(16)
    await expectSlopes(directions)
  })

  test('along the gradient within every tensor, which is nowhere 0', async () => {
    const directions = SPANS.map(({ name, offset, size }) => {
      const along = gradient.map((g, i) => (i >= offset && i < offset + size ? g : 0))
      const length = Math.hypot(...along)
      expect(length / Math.hypot(...gradient), name).toBeGreaterThan(5e-3)
      return { name, along: along.map((x) => x / length) }
    })
    await expectSlopes(directions)
  })
})
