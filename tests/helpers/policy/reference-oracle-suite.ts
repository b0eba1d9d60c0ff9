import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyEngine } from '../../../src/policy/engine'
import type { Objective } from '../../../src/policy/objective'
import { openReferenceEngine } from '../../../src/policy/reference'
import { type Coefficients, tokenCoefficients } from '../../../src/policy/reference/coefficients'
import { objectiveColumns } from '../../../src/policy/reference/objectives'
import { lossScales } from '../../../src/policy/reference/positions'
import { clippedAdamW, gradientNorms, lossAndGradients } from '../../../src/policy/reference/step'
import { Constants } from '../../../src/policy/reference/tensors'
import adamw from '../../oracle/adamw.json'
import grpo from '../../oracle/grpo.json'
import model from '../../oracle/model.json'
import { type Backend, relativeError } from './fixtures'
import { ORACLE_NAMES, ORACLE_OBJECTIVES, ORACLE_SHAPE, oracleBatch, oracleParameters } from './oracle'

/** The parts of the reference engine against PyTorch's float64 vectors (tests/oracle), on one backend. */
export function referenceOracleSuite(backend: Backend): void {
  describe(`oracle vectors of the reference's parts on ${backend}`, () => {
    let engine: PolicyEngine
    const constants = new Constants()
    beforeAll(async () => {
      engine = await openReferenceEngine(backend)
    })
    afterAll(() => {
      constants.dispose()
      engine.dispose()
    })

    test('every weight of five objectives in one population', async () => {
      const members = ORACLE_OBJECTIVES.length
      const own = oracleParameters()
      const flat = tf.tensor2d(
        Array.from({ length: members }, () => own),
        [members, own.length],
      )
      let weight: tf.Tensor | undefined
      const watch = (coefficients: Coefficients): void => {
        weight = tf.keep(coefficients.weight.clone())
      }
      const { gradients, measured } = lossAndGradients(
        flat,
        ORACLE_SHAPE,
        oracleBatch(members),
        objectiveColumns(ORACLE_OBJECTIVES),
        { objectives: ORACLE_OBJECTIVES },
        constants,
        undefined,
        watch,
      )
      const weights = (await weight?.data<'float32'>()) ?? new Float32Array()
      const mask = model.responseMask.flat()
      ORACLE_NAMES.forEach((name, member) => {
        const start = member * mask.length
        const masked = mask.map((on, i) => on * (weights[start + i] ?? NaN))
        expect(relativeError(masked, model.objectives[name].weights.flat()), name).toBeLessThan(1e-5)
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
      let state = { parameters: row(adamw.initial), firstMoments: zeros(), secondMoments: zeros() }
      for (const [step, gradient] of adamw.grads.entries()) {
        const g = row(gradient)
        state = clippedAdamW(state, g, gradientNorms(g), { optimizer: settings }, step + 1, constants)
        expect(relativeError(await state.parameters.data(), adamw.params[step] ?? [])).toBeLessThan(1e-6)
      }
    })
  })
}
