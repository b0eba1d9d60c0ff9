import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { settingsName } from '../../../src/config/presets/confirmation'
import { defaultPreset } from '../../../src/config/presets'
import { parseResultsFile } from '../../../src/results/file'
import { resultsTable } from '../../../src/results/tables'
import { resultsOf } from '../../../src/results/file'

const text = readFileSync(join(import.meta.dirname, '../../../public/runs/default.json'), 'utf8')
const parsed = parseResultsFile(text)
const file = 'file' in parsed ? parsed.file : undefined

test('the recorded run can be read, and is one of the preset as it is today (else: npm run report -- FILE --record)', () => {
  expect(parsed).toHaveProperty('file')
  expect(file && settingsName(file.config)).toBe(settingsName(defaultPreset.config))
})

test('it is finished: every arm has its figures after SFT and after RL, over all seeds', () => {
  if (!file) throw new Error('There is no recorded run.')
  expect(file.seeds).toHaveLength(file.config.seeds.count)
  const rows = resultsTable(resultsOf(file))
  expect(rows.map(({ arm }) => arm)).toEqual(file.config.arms)
  for (const { postSft, postRl } of rows)
    expect([postSft?.passAt1.n, postRl?.passAt1.n]).toEqual([file.seeds.length, file.seeds.length])
})

test('it is small enough to be there at once', () => {
  expect(gzipSync(text).length).toBeLessThan(200_000)
})

test('it is of a version that did not say what measured a point: training and evaluation are told apart all the same', () => {
  if (!file) throw new Error('There is no recorded run.')
  const [seed = NaN] = file.seeds
  const { points } = resultsOf(file)
  const { steps } = file.config.rl
  const stepsOf = (source: 'train' | 'evaluation') =>
    points.curve({ stage: 'rl', source }, 'sft', 'responseLength', [seed]).map(({ step }) => step)
  expect(stepsOf('train')).toEqual(Array.from({ length: steps }, (_, i) => i + 1))
  expect(stepsOf('evaluation')).toHaveLength(1 + Math.ceil(steps / file.config.evaluation.every))
})
