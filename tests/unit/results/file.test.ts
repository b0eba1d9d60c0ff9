import { expect, test } from 'vitest'
import type { ArmId } from '../../../src/config/armId'
import type { PointEvent } from '../../../src/results/events'
import { parseResultsFile, resultsFileText, resultsOf } from '../../../src/results/file'
import { resultsFile } from '../../helpers/resultsFile'
import { tiny } from '../../helpers/tinyRun'

const config = tiny({ arms: ['none', 'sft', 'token'], seeds: { first: 4, count: 3 } })

const point = (arm: ArmId, seed: number, step: number, passAt1: number): PointEvent => ({
  kind: 'point',
  stage: 'rl',
  source: 'evaluation',
  step,
  arm,
  seed,
  values: { passAt1, heldOutNll: 0.5 },
})

const file = resultsFile(
  config,
  [4, 5, 6],
  [
    ...[0.5, 0.6, 0.7].map((value, i) => point('sft', 4 + i, config.rl.steps, value)),
    ...[0.6, 0.8, 1].map((value, i) => point('token', 4 + i, config.rl.steps, value)),
    point('none', 5, config.rl.steps, 0.9),
  ],
)

test('a file holds the tables that its points come to', () => {
  const { tables } = JSON.parse(resultsFileText(file)) as { tables: unknown }
  const close = (value: number): unknown => expect.closeTo(value, 6)
  expect(tables).toMatchObject([
    { title: 'After SFT', step: 0, seeds: [4, 5, 6] },
    {
      title: 'After RL',
      step: config.rl.steps,
      rows: [
        // One seed has a mean and no interval.
        {
          arm: 'none',
          metrics: { passAt1: { mean: 0.9, standardError: null, low: null, high: null, n: 1 } },
          passAt1OfSeeds: [null, 0.9, null],
          lessSft: { mean: close(0.3), t: null, p: null, n: 1 },
        },
        {
          arm: 'sft',
          metrics: { passAt1: { mean: close(0.6), standardError: close(0.1 / Math.sqrt(3)), n: 3 } },
          passAt1OfSeeds: [0.5, 0.6, 0.7],
        },
        // Differences 0.1, 0.2, 0.3: mean 0.2, standard error 0.1/√3, t = 2√3; 4.302653 is the 97.5 % quantile for 2 degrees.
        {
          arm: 'token',
          passAt1OfSeeds: [0.6, 0.8, 1],
          lessSft: {
            mean: close(0.2),
            low: close(0.2 - (4.302653 * 0.1) / Math.sqrt(3)),
            high: close(0.2 + (4.302653 * 0.1) / Math.sqrt(3)),
            t: close(2 * Math.sqrt(3)),
            // For two degrees of freedom p = 1 − t/√(t² + 2).
            p: close(1 - (2 * Math.sqrt(3)) / Math.sqrt(14)),
            n: 3,
          },
        },
      ],
    },
  ])
})

test('what a file says of its tables is not believed, and no part of what is read', () => {
  const written = JSON.parse(resultsFileText(file)) as object
  const read = parseResultsFile(JSON.stringify({ ...written, tables: 'all arms are equal' }))
  expect(read).toEqual({ file })
})

test('a file of an earlier version says nothing of what measured a point, and is read all the same', () => {
  const place = { kind: 'point', stage: 'rl', step: 2, arm: 'sft', seed: 4 } as const
  const values = [
    { passAt1: 0.5, responseLength: 9, truncated: 0 },
    { loss: 1, entropy: 2, responseLength: 7, truncated: 0.25, tokens: 40 },
    { drift: 3, cosine: -0.5 },
    { responseLength: 8 },
  ]
  const old = JSON.stringify({ ...file, points: values.map((own) => ({ ...place, values: own })) })
  const read = parseResultsFile(old)
  if ('problem' in read) throw new Error(read.problem)
  expect(read.file.points.map(({ source }) => source)).toEqual(['evaluation', 'train', 'evaluation', 'train'])
  expect(read.file.points.map((one) => one.values)).toEqual(values)
  const { points } = resultsOf(read.file)
  const lengths = (['train', 'evaluation'] as const).map((source) =>
    points.valueAt({ stage: 'rl', source }, 'sft', 4, 2, 'responseLength'),
  )
  expect(lengths).toEqual([8, 9])
})
