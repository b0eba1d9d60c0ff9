import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { initialParameters } from '../../../src/policy/init'
import type { Objective } from '../../../src/policy/objective'
import { readMetrics } from '../../../src/policy/reference/metrics'
import { objectiveColumns } from '../../../src/policy/reference/objectives'
import { lossAndGradients } from '../../../src/policy/reference/step'
import { Constants } from '../../../src/policy/reference/tensors'
import { DISTILLED, GRPO, randomBatch, TINY, UNIFORM, withDistributions } from '../../helpers/policy/fixtures'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** Objectives whose coefficient does not stop a gradient: their loss is differentiable as it stands. */
const OBJECTIVES: [name: string, objective: Objective][] = [
  ['SFT', UNIFORM],
  ['KL to the behaviour policy', DISTILLED],
  ['GRPO', { ...GRPO, reduction: 'grpo', clipLow: 100, clipHigh: 100, klBeta: 0.3 }],
]

test.each(OBJECTIVES)('gradient of %s is the slope of the reported loss', async (_, objective) => {
  const constants = new Constants()
  const batch = withDistributions(randomBatch(2, [0]), 2)
  const start = initialParameters(TINY, 1)
  const reference = tf.tensor2d(initialParameters(TINY, 2), [1, start.length])
  const columns = objectiveColumns([objective])
  const at = async (parameters: Float32Array): Promise<{ loss: number; gradient: Float32Array }> => {
    const flat = tf.tensor2d(parameters, [1, parameters.length])
    const result = lossAndGradients(flat, TINY, batch, columns, { objectives: [objective] }, constants, reference)
    const packed = await tf.concat([result.measured.flatten(), tf.zeros([1])]).data<'float32'>()
    const loss = readMetrics(packed, [objective], true)[0]?.loss ?? NaN
    return { loss, gradient: await result.gradients.data<'float32'>() }
  }
  const { gradient } = await at(start)
  const rng = createRng(3)
  for (let direction = 0; direction < 4; direction++) {
    const along = start.map(() => rng.normal())
    const length = Math.hypot(...along)
    const shifted = (h: number): Float32Array => start.map((value, i) => value + (h * (along[i] ?? 0)) / length)
    const h = 0.02
    const slope = ((await at(shifted(h))).loss - (await at(shifted(-h))).loss) / (2 * h)
    const expected = gradient.reduce((sum, g, i) => sum + (g * (along[i] ?? 0)) / length, 0)
    expect(Math.abs(slope - expected)).toBeLessThan(0.005 * Math.hypot(...gradient) + 1e-4)
  }
  constants.dispose()
})
