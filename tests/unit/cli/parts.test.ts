import { expect, test } from 'vitest'
import { withPart } from '../../../cli/parts'
import type { ExperimentConfig } from '../../../src/config/config'
import { addEvents, emptyResults, type RunResults } from '../../../src/results/results'
import { parseResultsFile, type ResultsFile, resultsOf } from '../../../src/results/file'
import { fakeEvents } from '../../helpers/fakeTrainer'
import { resultsFile } from '../../helpers/resultsFile'
import { tiny } from '../../helpers/tinyRun'

const config = tiny({ arms: ['none', 'sft', 'token'], seeds: { first: 5, count: 3 } })
const { manifest } = resultsFile(config, [])

const run = (seeds: ExperimentConfig['seeds']): RunResults =>
  addEvents(emptyResults, [...fakeEvents({ ...config, seeds })])
const inParts = (...counts: number[]): ResultsFile | undefined => {
  let first = config.seeds.first
  let file: ResultsFile | undefined
  for (const count of counts) {
    file = withPart(file, { config, results: run({ first, count }) }, manifest)
    first += count
  }
  return file
}
/** Everything, in an order that does not depend on the parts. */
const sorted = (file: ResultsFile | undefined) => ({
  ...file,
  points: file?.points.toSorted((a, b) => a.seed - b.seed),
})

test('parts make one file, with responses and examples of the first seed', () => {
  const whole = inParts(3)
  expect(whole?.seeds).toEqual([5, 6, 7])
  expect(new Set(whole?.points.map(({ seed }) => seed))).toEqual(new Set([5, 6, 7]))
  expect(new Set(whole?.samples?.map(({ seed }) => seed))).toEqual(new Set([5]))
  expect(whole?.offline?.seed).toBe(5)
  expect(whole?.scored?.map(({ stage, step }) => [stage, step])).toEqual([
    ['pretrain', 3],
    ['sft', 2],
    ['sft', 3],
  ])
  expect(sorted(inParts(1, 1, 1))).toEqual(sorted(whole))
  expect(sorted(inParts(1, 2))).toEqual(sorted(whole))
})

test('a file comes back from its text, and gives the results that it was made of', () => {
  const seeds = { first: 5, count: 1 }
  const results = run(seeds)
  const file = withPart(undefined, { config: { ...config, seeds }, results }, manifest)
  const parsed = parseResultsFile(JSON.stringify(file))
  if ('problem' in parsed) throw new Error(parsed.problem)
  const { samples, offline, scored, points } = resultsOf(parsed.file)
  expect({ samples, offline, scored, points }).toEqual({
    samples: results.samples,
    offline: results.offline,
    scored: results.scored,
    points: results.points,
  })
})

test('a file from before there were examples goes on without them', () => {
  const old = resultsFile({ ...config, seeds: { first: 5, count: 1 } }, [5])
  expect(parseResultsFile(JSON.stringify(old))).toHaveProperty('file')
  const file = withPart(old, { config, results: run({ first: 6, count: 2 }) }, manifest)
  expect(file.seeds).toEqual([5, 6, 7])
  expect(file).not.toHaveProperty('samples')
  expect(file).not.toHaveProperty('offline')
  expect(resultsOf(file)).toMatchObject({ samples: [], scored: [] })
})

test('scores that are not of the examples are refused', () => {
  const file = inParts(3)
  if (!file?.scored || !file.offline) throw new Error('The file has no examples.')
  const [first, ...others] = file.scored
  const [policy] = first?.policies ?? []
  if (!first || !policy) throw new Error('The file has no scores.')
  const short = { ...policy, logProbs: policy.logProbs.map((own, row) => (row === 2 ? own.slice(1) : own)) }
  for (const wrong of [
    { ...file, scored: [{ ...first, policies: [short] }, ...others] },
    { ...file, offline: undefined },
    { ...file, offline: { ...file.offline, examples: file.offline.examples.slice(1) } },
  ])
    expect(parseResultsFile(JSON.stringify(wrong))).toEqual({
      problem: 'its scores are not of the tokens of its examples',
    })
  expect(parseResultsFile(JSON.stringify({ ...file, scored: undefined }))).toHaveProperty('file')
})
