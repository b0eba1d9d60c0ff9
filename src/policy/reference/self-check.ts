import { packPrompts, packSequences } from '../batch'
import type { PolicyEngine } from '../engine'
import { DeviceError } from '../errors'
import { openCpu } from './backend'
import { ReferenceEngine } from './engine'

const SHAPE = { vocabulary: 5, dModel: 4, heads: 1, layers: 1, dFF: 6 }
const OPTIMIZER = { learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, maxGradNorm: 1 }
const TOLERANCE = 1e-3

/**
 * One forward, backward and update and one rollout of a tiny policy, compared with the JavaScript backend: some devices
 * compute, without any error, gradients that are zero.
 *
 * @throws DeviceError `self-check`
 */
export async function selfCheck(engine: PolicyEngine): Promise<void> {
  const cpu = new ReferenceEngine(await openCpu())
  const expected = await sampleComputation(cpu)
  cpu.dispose()
  const actual = await sampleComputation(engine)
  const worst = expected.reduce((most, value, i) => Math.max(most, distance(value, actual[i])), 0)
  if (worst > TOLERANCE) {
    throw new DeviceError(
      'self-check',
      `This graphics device computes wrong numbers (${engine.name}; off by ${worst.toPrecision(2)}). ` +
        'Update the graphics driver, or use another browser or device.',
    )
  }
}

function distance(expected: number, actual: number | undefined): number {
  const gap = Math.abs(expected - (actual ?? NaN))
  return Number.isNaN(gap) ? Infinity : gap
}

/** Log-probabilities before, first moments (the gradient) and parameters after a step, and a sampled response. */
async function sampleComputation(engine: PolicyEngine): Promise<number[]> {
  const population = engine.createPopulation(SHAPE, [1, 2])
  const slots = [
    [
      { prompt: [1, 2], response: [3, 4, 0] },
      { prompt: [4], response: [2, 0] },
    ],
  ]
  const batch = packSequences(slots, 4, [0, 0])
  const before = await engine.score(population, batch)
  const uniform = { kind: 'sft', weighting: { kind: 'uniform' }, reduction: 'token' } as const
  engine.trainStep(population, batch, { objectives: [uniform, uniform], optimizer: OPTIMIZER })
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
