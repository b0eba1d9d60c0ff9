import * as tf from '@tensorflow/tfjs'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { pearLogWeights, type PearSettings } from '../../../src/pear/weights'
import type { Objective } from '../../../src/policy/objective'
import { tokenCoefficients } from '../../../src/policy/reference/coefficients'
import { objectiveColumns } from '../../../src/policy/reference/objectives'
import { lossScales, pearReach } from '../../../src/policy/reference/positions'
import { Constants } from '../../../src/policy/reference/tensors'
import { sft } from '../../helpers/policy/fixtures'

const LENGTH = 9
const constants = new Constants()

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const rowsArbitrary = fc.array(
  fc.nat({ max: LENGTH }).chain((count) =>
    fc.record({
      first: fc.nat({ max: LENGTH - count }),
      ratios: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: count, maxLength: count }),
    }),
  ),
  { minLength: 1, maxLength: 4 },
)

const settingsArbitrary: fc.Arbitrary<PearSettings> = fc.record({
  gamma: fc.double({ min: 0.5, max: 1, noNaN: true }),
  block: fc.integer({ min: 1, max: 12 }),
  clipDelta: fc.constantFrom([-0.08, 0.3] as const, [-2, 2] as const, [-10, 10] as const),
  clipLogG: fc.constantFrom([-10, 5] as const, [-1, 1] as const),
})

test('PEAR weights on the device are those of the method, for any ragged batch', () => {
  fc.assert(
    fc.property(
      rowsArbitrary,
      settingsArbitrary,
      fc.constantFrom('token' as const, 'block' as const, 'sequence' as const),
      fc.boolean(),
      fc.constantFrom('current' as const, 'initial' as const),
      (rows, settings, variant, normalise, ratio) => {
        const objective: Objective = sft({ kind: 'pear', variant, settings, ratio, normalise })
        const size = rows.length * LENGTH
        const nothing = new Int32Array(size)
        const batch = {
          slots: 1,
          rows: rows.length,
          length: LENGTH,
          inputs: nothing,
          targets: nothing,
          firsts: Int32Array.from(rows.map(({ first }) => first)),
          counts: Int32Array.from(rows.map(({ ratios }) => ratios.length)),
          slotOf: [0],
        }
        const raw = new Float32Array(size)
        rows.forEach(({ first, ratios }, row) => {
          raw.set(ratios, row * LENGTH + first)
        })
        const cube = (values: Float32Array): tf.Tensor3D => tf.tensor3d(values, [1, rows.length, LENGTH])
        const { share } = lossScales(batch, [objective])
        const { end, discount } = pearReach(batch, [objective])
        // The ratio is taken from the policy the setting names; the other one is off by a constant.
        const policy = cube(raw.map((value) => value - 4))
        const other = cube(raw.map((value) => value - 3))
        const { weight } = tokenCoefficients(
          {
            logProbs: ratio === 'current' ? policy : other,
            referenceLogProbs: ratio === 'current' ? other : policy,
            mask: cube(share.map((value) => Number(value > 0))),
            share: cube(share),
            pear: { behaviourLogProbs: cube(raw.map(() => -4)), end: cube(end), discount: cube(discount) },
          },
          objectiveColumns([objective]),
          constants,
        )
        const actual = weight.dataSync<'float32'>()
        const expected = rows.map(({ ratios }) => pearLogWeights(ratios, variant, settings).map(Math.exp))
        const flat = expected.flat()
        const mean = normalise ? flat.reduce((a, b) => a + b, 0) / flat.length : 1
        rows.forEach(({ first }, row) => {
          expected[row]?.forEach((value, t) => {
            const got = actual[row * LENGTH + first + t] ?? NaN
            expect(Math.abs(got * mean - value) / value).toBeLessThan(1e-4)
          })
        })
      },
    ),
    { numRuns: 60 },
  )
})
