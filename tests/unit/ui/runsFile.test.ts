import { expect, test } from 'vitest'
import { parseResultsFile } from '../../../src/results/file'
import { PointStore } from '../../../src/results/store'
import { readRunFile, renamedFile, runFileText } from '../../../src/ui/runs/library/file'
import { resultsFile } from '../../helpers/resultsFile'
import { passAt1, runOf } from './runsFixtures'

const results = runOf([0.5, 0.6], [0.7, 0.9])
const { manifest } = resultsFile(results.config, [])
const about = { name: 'calm-otter-12', notes: 'with γ', manifest }

const read = (text: string) => {
  const found = readRunFile(text)
  if ('problem' in found) throw new Error(found.problem)
  return found.run
}

test('a run that was written is read as it was', () => {
  const samples = [
    {
      kind: 'samples',
      stage: 'rl',
      step: 10,
      seed: 4,
      samples: [
        {
          prompt: '1=',
          responses: [{ arm: 'sft', text: '2.', correct: true, reason: 'Right.', logProbs: [-0.5, -1] }],
        },
      ],
    },
  ] as const
  const offline = {
    kind: 'offline',
    seed: 4,
    examples: [{ prompt: '1=', response: '2.', behaviourLogProbs: [-1, -2] }],
  } as const
  const scored = [
    { kind: 'scored', stage: 'sft', step: 0, seed: 4, policies: [{ arm: 'sft', logProbs: [[-1, -3]], top: [] }] },
  ] as const
  const end = { kind: 'finished', seconds: manifest.seconds } as const
  const whole = { ...results, engine: manifest.engine, notices: ['A word.'], samples, offline, scored, end }
  expect(read(runFileText({ ...about, results: whole }))).toEqual({ ...about, results: whole })
})

test('it is a results file, as reports read them', () => {
  expect(parseResultsFile(runFileText({ ...about, results }))).toMatchObject({ file: { name: 'calm-otter-12' } })
})

test('the file of a headless run is read', () => {
  const headless = resultsFile(results.config, [4, 5], [...results.points])
  const run = read(JSON.stringify(headless))
  expect(run).toMatchObject({ notes: '', manifest: headless.manifest, results: { seeds: [4, 5] } })
  expect([...run.results.points]).toEqual(headless.points)
  expect(run).not.toHaveProperty('name')
})

test.each([
  [
    { kind: 'stopped', seconds: 12.4 },
    { kind: 'stopped', seconds: 12.4 },
  ],
  [
    { kind: 'failed', message: 'Lost.' },
    { kind: 'failed', message: 'Lost.' },
  ],
] as const)('how a run ended is kept: %o', (end, expected) => {
  expect(read(runFileText({ ...about, results: { ...results, end } })).results.end).toEqual(expected)
})

test('a run that goes on is written as one that was stopped there', () => {
  const { end: _, ...goingOn } = results
  expect(read(runFileText({ ...about, results: goingOn })).results.end).toEqual({ kind: 'stopped', seconds: 12.4 })
})

test('numbers that JSON has no words for are left out, and the rest is kept', () => {
  const broken = { ...passAt1('sft', 4, 5, 0.5), values: { passAt1: 0.5, loss: Infinity, entropy: NaN } }
  const { points } = read(runFileText({ ...about, results: { ...results, points: PointStore.of([broken]) } })).results
  expect([...points]).toEqual([passAt1('sft', 4, 5, 0.5)])
})

test('a file is renamed without being changed otherwise', () => {
  const text = runFileText({ ...about, results })
  const renamed = read(renamedFile(text, { name: 'other', notes: 'new' }))
  expect(renamed).toEqual({ ...read(text), name: 'other', notes: 'new' })
})

test.each([
  ['no JSON', 'It is not JSON.'],
  ['[1]', /^It is no results file/],
  ['{}', /^It is no results file/],
  ['{"name":""}', /^It is no results file/],
  [
    JSON.stringify({ ...resultsFile(results.config, []), config: { game: { id: 'chess' } } }),
    /^Its experiment cannot be read \(.*chess|^Its experiment cannot be read \(game\.id/,
  ],
])('what is no run is refused with a sentence: %s', (text, sentence) => {
  const found = readRunFile(text)
  expect('problem' in found && found.problem).toMatch(sentence)
})
