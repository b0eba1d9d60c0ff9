import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyEngine, TrainBatch } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import { openReferenceEngine } from '../../../src/policy/reference'
import { type Coefficients, tokenCoefficients } from '../../../src/policy/reference/coefficients'
import { Constants } from '../../../src/policy/reference/constants'
import { readMetrics } from '../../../src/policy/reference/metrics'
import { objectiveColumns } from '../../../src/policy/reference/objectives'
import { adamWStep, gradientNorms } from '../../../src/policy/reference/optimizer'
import { lossScales } from '../../../src/policy/reference/positions'
import { lossAndGradients } from '../../../src/policy/reference/step'
import { parameterSpans } from '../../../src/policy/shape'
import adamw from '../../oracle/adamw.json'
import grpo from '../../oracle/grpo.json'
import model from '../../oracle/model.json'
import { type Backend, relativeError, sft } from './fixtures'

const { vocab, dModel, heads, layers, dFF } = model.config
const SHAPE = { vocabulary: vocab, dModel, heads, layers, dFF }
const SPANS = parameterSpans(SHAPE)
const SETTINGS = { gamma: 0.999, block: 4, clipDelta: [-0.08, 0.3], clipLogG: [-10, 5] } as const
const NAMES = ['sft', 'dft', 'token', 'block', 'sequence'] as const
const OBJECTIVES: Objective[] = [
  sft({ kind: 'uniform' }),
  sft({ kind: 'probability' }),
  ...(['token', 'block', 'sequence'] as const).map((variant) =>
    sft({ kind: 'pear', variant, settings: SETTINGS, ratio: 'current', normalise: false }),
  ),
]

/** The oracle's batch as it stands, prompt of a row ending where its mask begins. */
function oracleBatch(members: number): TrainBatch {
  const mask = model.responseMask
  return {
    slots: 1,
    rows: model.ids.length,
    length: model.ids[0]?.length ?? 0,
    inputs: Int32Array.from(model.ids.flat()),
    targets: Int32Array.from(model.targets.flat()),
    firsts: Int32Array.from(mask.map((row) => row.indexOf(1))),
    counts: Int32Array.from(mask.map((row) => row.reduce((a, b) => a + b))),
    slotOf: new Array<number>(members).fill(0),
    behaviourLogProbs: Float32Array.from(model.logpBeta.flat()),
  }
}

function oracleParameters(): number[] {
  const named = model.params as Record<string, { data: number[] }>
  return SPANS.flatMap(({ name }) => named[name]?.data ?? [])
}

/** The project against PyTorch's float64 vectors (tests/oracle), on one backend. */
export function oracleSuite(backend: Backend): void {
  describe(`oracle vectors on ${backend}`, () => {
    let engine: PolicyEngine
    const constants = new Constants()
    beforeAll(async () => {
      engine = await openReferenceEngine(backend)
    })
    afterAll(() => {
      constants.dispose()
      engine.dispose()
    })

    test('log-probabilities and entropies of the decoder', async () => {
      const parameters = Float32Array.from(oracleParameters())
      const zeros = new Float32Array(parameters.length)
      const population = engine.restore({
        shape: SHAPE,
        members: 1,
        parameters,
        firstMoments: zeros,
        secondMoments: zeros,
        steps: 0,
      })
      const { logProbs, entropies } = await engine.score(population, oracleBatch(1))
      expect(relativeError(logProbs, model.logp.flat())).toBeLessThan(1e-5)
      expect(relativeError(entropies, model.entropy.flat())).toBeLessThan(1e-5)
      population.dispose()
    })

    test('loss, weights and every gradient of five objectives in one population', async () => {
      const members = OBJECTIVES.length
      const batch = oracleBatch(members)
      const flat = tf.tensor2d(
        Array.from({ length: members }, () => oracleParameters()),
        [members, oracleParameters().length],
      )
      const columns = objectiveColumns(OBJECTIVES)
      let weight: tf.Tensor | undefined
      const watch = (coefficients: Coefficients): void => {
        weight = tf.keep(coefficients.weight.clone())
      }
      const { gradients, measured } = lossAndGradients(
        flat,
        SHAPE,
        batch,
        columns,
        { objectives: OBJECTIVES },
        constants,
        undefined,
        watch,
      )
      const numbers = await gradients.data<'float32'>()
      const report = await tf.concat([measured.reshape([members, -1]), tf.zeros([members, 1])], 1).data<'float32'>()
      const weights = (await weight?.data<'float32'>()) ?? new Float32Array()
      const metrics = readMetrics(report, OBJECTIVES, false)
      const mask = model.responseMask.flat()
      NAMES.forEach((name, member) => {
        const expected = model.objectives[name]
        expect(metrics[member]?.loss).toBeCloseTo(expected.loss, 5)
        const own = weights.subarray(member * mask.length, (member + 1) * mask.length).map((w, i) => w * (mask[i] ?? 0))
        expect(relativeError(own, expected.weights.flat())).toBeLessThan(1e-5)
        const grads = expected.grads as Record<string, number[]>
        const start = (member * numbers.length) / members
        for (const { name: tensor, offset, size } of SPANS) {
          const part = numbers.subarray(start + offset, start + offset + size)
          expect(relativeError(part, grads[tensor] ?? []), `${name} ${tensor}`).toBeLessThan(1e-4)
        }
      })
      tf.dispose([flat, gradients, measured, weight ?? []])
    })

    test('coefficients and losses of GRPO in each reduction', async () => {
      expect(grpo.length).toBeGreaterThan(0)
      for (const vector of grpo) {
        const rows = vector.mask.length
        const length = vector.mask[0]?.length ?? 0
        const objective: Objective = {
          kind: 'grpo',
          clipLow: vector.clipLow,
          clipHigh: vector.clipHigh,
          klBeta: vector.klBeta,
          reduction: vector.reduction as 'grpo' | 'dapo' | 'dr_grpo',
          maxResponse: vector.maxResponse,
        }
        const counts = Int32Array.from(vector.mask.map((row) => row.reduce((a, b) => a + b)))
        const nothing = new Int32Array(rows * length)
        const { scale } = lossScales(
          {
            slots: 1,
            rows,
            length,
            inputs: nothing,
            targets: nothing,
            firsts: new Int32Array(rows),
            counts,
            slotOf: [0],
          },
          [objective],
        )
        const cube = (values: number[][]): tf.Tensor3D => tf.tensor3d([values])
        const result = tokenCoefficients(
          {
            logProbs: cube(vector.logp),
            referenceLogProbs: cube(vector.logpRef),
            mask: cube(vector.mask),
            share: cube(vector.mask),
            grpo: {
              oldLogProbs: cube(vector.logpOld),
              advantages: cube(vector.advantages.map((a) => new Array<number>(length).fill(a))),
            },
          },
          objectiveColumns([objective]),
          constants,
        )
        const coefficient = await result.coefficient.data<'float32'>()
        const loss = await result.loss.data<'float32'>()
        const slope = scale.map((s, i) => -s * (coefficient[i] ?? NaN))
        const total = scale.reduce((sum, s, i) => sum + s * (loss[i] ?? NaN), 0)
        expect(relativeError(slope, vector.dLossDLogp.flat()), vector.reduction).toBeLessThan(1e-5)
        expect(total).toBeCloseTo(vector.loss, 5)
      }
    })

    test('AdamW with clipping', async () => {
      const settings = { ...adamw, learningRate: adamw.lr, epsilon: adamw.eps }
      const size = adamw.initial.length
      const row = (values: number[]): tf.Tensor2D => tf.tensor2d(values, [1, size])
      const zeros = (): tf.Tensor2D => tf.zeros([1, size])
      let state = { parameters: row(adamw.initial), firstMoments: zeros(), secondMoments: zeros(), steps: 0 }
      for (const [step, gradient] of adamw.grads.entries()) {
        const g = row(gradient)
        state = adamWStep(state, g, gradientNorms(g), settings, constants)
        expect(relativeError(await state.parameters.data(), adamw.params[step] ?? [])).toBeLessThan(1e-6)
      }
    })
  })
}
