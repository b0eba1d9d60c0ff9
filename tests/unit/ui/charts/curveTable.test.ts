import { expect, test } from 'vitest'
import { allLayers } from '../../../../src/ui/charts/model'
import { chartModel, stageLengths } from '../../../../src/ui/charts/model'
import { columnsOf, tableRows } from '../../../../src/ui/charts/CurveTable'
import { point } from '../../../helpers/points'
import { chartRun, choiceOf, fakeRun } from './runs'

const modelOf = (id: string, runs = [fakeRun()], smoothing = 0) =>
  chartModel(choiceOf(id), runs, stageLengths(runs, 'steps'), { ...allLayers, smoothing })

test('a table has a row for each step and a column for each arm, through both stages', () => {
  const model = modelOf('evaluation.passAt1')
  expect(columnsOf(model).map(({ key }) => key)).toEqual(['none', 'sft', 'token', 'block', 'sequence'])
  const rows = tableRows(model)
  expect(rows.map(({ stage, step }) => `${stage} ${step}`)).toEqual(
    ['sft', 'rl'].flatMap((stage) => [0, 15, 30, 45, 60].map((step) => `${stage} ${step}`)),
  )
  // No SFT has nothing in SFT.
  expect(rows.map(({ cells }) => cells[0] !== undefined)).toEqual([
    ...Array<boolean>(5).fill(false),
    ...Array<boolean>(5).fill(true),
  ])
})

test('tables are never smoothed', () => {
  const points = [1, 5, 3].map((reward, step) => point('rl', step, 'sft', 0, { reward }))
  const rows = tableRows(modelOf('rl.reward', [chartRun(points, [0])], 0.9))
  expect(rows.map(({ cells }) => cells[0]?.mean)).toEqual([1, 5, 3])
})

test('of many steps every n-th stands, with the last of each stage', () => {
  const points = ['sft', 'rl'].flatMap((stage) =>
    Array.from({ length: 500 }, (_, step) => point(stage as 'sft' | 'rl', step + 1, 'sft', 0, { entropy: step })),
  )
  const rows = tableRows(modelOf('both.entropy', [chartRun(points, [0])]), 100)
  expect(rows.length).toBeLessThanOrEqual(102)
  expect(rows.filter(({ step }) => step === 500).map(({ stage }) => stage)).toEqual(['sft', 'rl'])
})
