import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { packSequences } from '../../../src/policy/batch'
import type { Gpu } from '../../../src/policy/webgpu/device/gpu'
import { adamw, finish, norm, reduce } from '../../../src/policy/webgpu/kernels/optimizer'
import { gains, gainsGrid } from '../../../src/policy/webgpu/kernels/rmsNorm'
import { layoutOf } from '../../../src/policy/webgpu/layout'
import { passSizes } from '../../../src/policy/webgpu/passes/sizes'
import { uploadLayout } from '../../../src/policy/webgpu/upload/layout'
import { Upload } from '../../../src/policy/webgpu/upload/step'
import { CHANNEL_ROW, NORM_PARTS } from '../../../src/policy/webgpu/wgsl/structs'
import { OPTIMIZER, relativeError, TINY, UNIFORM } from '../../helpers/policy/fixtures'
import { gridOf } from '../../helpers/webgpu/grid'
import { gainCase } from '../../helpers/webgpu/objectiveGains'
import { bits, openGpu, runKernels } from '../../helpers/webgpu/objectiveRun'
import adamwVectors from '../../oracle/adamw.json'

const LAYOUT = layoutOf(TINY)
const SETTINGS = { ...OPTIMIZER, ...adamwVectors, learningRate: adamwVectors.lr, epsilon: adamwVectors.eps }

/** A step's upload for so many members of which only the optimizer and the sizes matter; `length` decides the parts of sums. */
function uploadOf(members: number, settings = OPTIMIZER, stepsTaken = 0, length = 1): Upload {
  const slotOf = new Array<number>(members).fill(0)
  const upload = new Upload(uploadLayout(passSizes({ slots: 1, rows: 1, length }, members)))
  const batch = packSequences([[{ prompt: [0], response: [0] }]], length, slotOf)
  upload.packStep(batch, { objectives: slotOf.map(() => UNIFORM), optimizer: settings }, stepsTaken)
  return upload
}

interface Optimized {
  parameters: Float32Array
  firstMoments: Float32Array
  secondMoments: Float32Array
}

describe('the optimizer', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
  })
  afterAll(() => {
    gpu.dispose()
    gpu.device.destroy()
  })

  /** One clipped step from gradients `[M, Q]`. */
  async function step(state: Optimized, gradients: Float32Array, settings: typeof OPTIMIZER, stepsTaken: number) {
    const members = state.parameters.length / LAYOUT.size
    const [square, last, update] = [norm(LAYOUT), finish(), adamw(LAYOUT)]
    return runKernels(
      gpu,
      [
        { kernel: square, grid: gridOf(square, NORM_PARTS, members) },
        { kernel: last, grid: [1, 1, members] },
        { kernel: update, grid: gridOf(update, LAYOUT.size / 4, members) },
      ],
      {
        ...state,
        gradients,
        sums: new Float32Array(members * CHANNEL_ROW),
        normParts: new Float32Array(members * NORM_PARTS).fill(NaN),
        scales: new Float32Array(members),
        metrics: new Float32Array(members * CHANNEL_ROW),
      },
      ['parameters', 'firstMoments', 'secondMoments', 'metrics'],
      uploadOf(members, settings, stepsTaken),
    )
  }

  test("takes the oracle's steps, clipping included, and leaves padding at 0", async () => {
    // The oracle's seven numbers, spread over vectors and over the whole member.
    const places = adamwVectors.initial.map((_, i) => Math.floor((i * (LAYOUT.size - 1)) / 6))
    const spread = (values: readonly number[], size: number): Float32Array => {
      const spreadOut = new Float32Array(size)
      values.forEach((value, i) => (spreadOut[places[i] ?? 0] = value))
      return spreadOut
    }
    let state: Optimized = {
      parameters: spread(adamwVectors.initial, LAYOUT.size),
      firstMoments: new Float32Array(LAYOUT.size),
      secondMoments: new Float32Array(LAYOUT.size),
    }
    for (const [taken, gradient] of adamwVectors.grads.entries()) {
      const gradients = spread(gradient, LAYOUT.gradientSize).fill(NaN, LAYOUT.size)
      const { metrics, ...after } = await step(state, gradients, SETTINGS, taken)
      state = after
      expect(metrics[14]).toBeCloseTo(Math.hypot(...gradient), 5)
      const actual = places.map((place) => after.parameters[place] ?? NaN)
      expect(relativeError(actual, adamwVectors.params[taken] ?? [])).toBeLessThan(1e-6)
      expect(after.parameters.filter((value) => value !== 0)).toHaveLength(places.length)
    }
  })

  test('clips no gradient that is short enough', async () => {
    const zeros = (): Float32Array => new Float32Array(LAYOUT.size)
    const gradients = new Float32Array(LAYOUT.gradientSize).fill(0.01)
    const { firstMoments } = await step(
      { parameters: zeros(), firstMoments: zeros(), secondMoments: zeros() },
      gradients,
      { ...OPTIMIZER, beta1: 0.5 },
      0,
    )
    expect(firstMoments.every((m) => m === Math.fround(0.01) / 2)).toBe(true)
  })

  test('gives a member the same bits alone and beside one whose gradient is not finite', async () => {
    const rng = createRng(1, 'optimizer')
    const random = (n: number): Float32Array => Float32Array.from({ length: n }, () => rng.uniform() - 0.5)
    const own = {
      parameters: random(LAYOUT.size),
      firstMoments: random(LAYOUT.size),
      secondMoments: random(LAYOUT.size).map(Math.abs),
    }
    const gradient = random(LAYOUT.gradientSize)
    const beside = (values: Float32Array, other: number): Float32Array =>
      Float32Array.from([...values.map(() => other), ...values])
    const alone = await step(own, gradient, OPTIMIZER, 3)
    const together = await step(
      {
        parameters: beside(own.parameters, 1),
        firstMoments: beside(own.firstMoments, 0),
        secondMoments: beside(own.secondMoments, 0),
      },
      beside(gradient, Infinity),
      OPTIMIZER,
      3,
    )
    for (const name of ['parameters', 'firstMoments', 'secondMoments', 'metrics'] as const) {
      expect(bits(together[name].slice(alone[name].length)), name).toEqual(bits(alone[name]))
    }
    expect(together.parameters[0]).toBeNaN()
  })

  test('sums the parts of gradients in order', async () => {
    const members = 3
    const length = 1000
    const upload = uploadOf(members, OPTIMIZER, 0, length)
    const parts = new Uint32Array(upload.bytes)[5] ?? 0
    expect(parts).toBe(8)
    const rng = createRng(2, 'partials')
    const size = members * LAYOUT.gradientSize
    const partials = Float32Array.from({ length: parts * size }, () => rng.uniform() - 0.5)
    const kernel = reduce(LAYOUT)
    const grid = gridOf(kernel, LAYOUT.gradientSize / 4, members)
    const data = { partials, gradients: new Float32Array(size).fill(NaN) }
    const { gradients } = await runKernels(gpu, [{ kernel, grid }], data, ['gradients'], upload)
    const expected = Float32Array.from({ length: size }, (_, i) => {
      let sum = partials[i] ?? NaN
      for (let part = 1; part < parts; part++) sum = Math.fround(sum + (partials[part * size + i] ?? NaN))
      return sum
    })
    expect(bits(gradients)).toEqual(bits(expected))
  })

  test.each([
    { vocabulary: 7, dModel: 8, heads: 2, layers: 1, dFF: 12 },
    { vocabulary: 3, dModel: 6, heads: 3, layers: 3, dFF: 5 },
    { vocabulary: 30, dModel: 140, heads: 2, layers: 2, dFF: 66 },
  ])('has the gradients of gains and of the weights behind them, of $layers layers of width $dModel', async (shape) => {
    const layout = layoutOf(shape)
    const [first, second] = [gainCase(layout, 1), gainCase(layout, 2)]
    const both = (name: 'parameters' | 'partial' | 'expected'): Float32Array =>
      Float32Array.from([...first[name], ...second[name]])
    const kernel = gains(layout)
    const { gradients } = await runKernels(
      gpu,
      [{ kernel, grid: gainsGrid(layout, 2) }],
      { parameters: both('parameters'), gradients: both('partial') },
      ['gradients'],
    )
    const expected = both('expected')
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const error = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (gradients[i] ?? NaN))), 0)
    expect(error / largest).toBeLessThan(2e-6)
  })
})
