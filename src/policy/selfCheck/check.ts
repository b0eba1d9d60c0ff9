import { packPrompts, packSequences } from '../batch'
import { ADAM_EPSILON } from '../constants'
import type { PolicyEngine, TrainBatch } from '../engine'
import { DeviceError } from '../errors'
import type { Objective } from '../objective'
import { EXPECTED } from './expected'

const SHAPE = { vocabulary: 5, dModel: 4, heads: 1, layers: 1, dFF: 6 }
const OPTIMIZER = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: ADAM_EPSILON,
  weightDecay: 0.1,
  maxGradNorm: 1,
}
const OBJECTIVES: readonly Objective[] = [
  { kind: 'sft', weighting: { kind: 'uniform' }, reduction: 'token', loss: 'nll' },
  { kind: 'grpo', clipLow: 0.2, clipHigh: 0.28, klBeta: 0, reduction: 'dapo', maxResponse: 3 },
]
const TOLERANCE = 1e-3

/**
 * One forward, backward and update and one rollout of a tiny policy, compared with stored numbers: some devices compute, without
 * any error, gradients that are zero.
 *
 * @throws DeviceError `self-check`
 */
export async function selfCheck(engine: PolicyEngine): Promise<void> {
  const actual = await sampleComputation(engine)
  const worst = EXPECTED.reduce((most, value, i) => Math.max(most, distance(value, actual[i])), 0)
  if (worst > TOLERANCE || actual.length !== EXPECTED.length) {
    throw new DeviceError(
      'self-check',
      `This device computes wrong numbers (${engine.name}; off by ${worst.toPrecision(2)}). ` +
        'Update the graphics driver, or use another browser or device.',
    )
  }
}

/**
 * An engine that was just opened, once it has passed the check; one that fails, or whose device goes meanwhile, is disposed.
 *
 * @throws DeviceError `self-check` or `lost`
 */
export async function checked<E extends PolicyEngine>(engine: E): Promise<E> {
  try {
    await Promise.race([selfCheck(engine), engine.lost])
    return engine
  } catch (error) {
    engine.dispose()
    throw error
  }
}

function distance(expected: number, actual: number | undefined): number {
  const gap = Math.abs(expected - (actual ?? NaN))
  return Number.isNaN(gap) ? Infinity : gap
}

/**
 * What the check compares, of two members, one with SFT's objective and one with GRPO's: log-probabilities before a step, then first moments
 * (the gradient) and parameters after it, and a sampled response.
 */
export async function sampleComputation(engine: PolicyEngine): Promise<number[]> {
  await engine.warmUp(SHAPE)
  const population = engine.createPopulation(SHAPE, [1, 2])
  const slots = [
    [
      { prompt: [1, 2], response: [3, 4, 0] },
      { prompt: [4], response: [2, 0] },
    ],
  ]
  const batch: TrainBatch = {
    ...packSequences(slots, 4, [0, 0]),
    oldLogProbs: new Float32Array(8).fill(-1.5),
    advantages: new Float32Array([1, -1]),
  }
  const before = await engine.score(population, batch)
  engine.trainStep(population, batch, { objectives: OBJECTIVES, optimizer: OPTIMIZER })
  const { parameters, firstMoments } = await engine.snapshot(population)
  const prompts = packPrompts([[[1, 2], [4]]], {
    length: 2,
    keys: new Uint32Array([1, 2, 3, 4]),
    temperature: 1,
    slotOf: [0, 0],
  })
  const { tokens, logProbs } = await engine.rollout(population, prompts, { maxResponse: 3, stops: [0] })
  population.dispose()
  return [before.logProbs, firstMoments, parameters, tokens, logProbs].flatMap((values) => Array.from(values))
}
