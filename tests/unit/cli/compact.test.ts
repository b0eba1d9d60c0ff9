import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compact } from '../../../cli/compact'
import { withPart } from '../../../cli/parts'
import { defaultPreset } from '../../../src/config/presets'
import { addEvents, emptyResults } from '../../../src/results/results'
import { parseResultsFile, resultsOf } from '../../../src/results/file'
import { fakeEvents } from '../../helpers/fakeTrainer'
import { resultsFile } from '../../helpers/resultsFile'

const config = { ...defaultPreset.config, seeds: { first: 200, count: 2 } }
const empty = resultsFile(config, [200, 201])
const results = addEvents(emptyResults, [...fakeEvents(config)])
const file = withPart(undefined, { config, results }, empty.manifest)

test('a compact file says the same in less room', () => {
  const small = JSON.stringify(compact(file))
  expect(gzipSync(small).length).toBeLessThan(0.8 * gzipSync(JSON.stringify(file)).length)
  const parsed = parseResultsFile(small)
  if ('problem' in parsed) throw new Error(parsed.problem)
  const own = resultsOf(parsed.file)
  expect(parsed.file.manifest).toEqual(file.manifest)
  const exactPoints = [...results.points]
  expect(own.points).toHaveLength(exactPoints.length)
  for (const [index, point] of [...own.points].entries()) {
    const exact = exactPoints[index]
    expect([point.stage, point.source, point.step, point.arm, point.seed]).toEqual([
      exact?.stage,
      exact?.source,
      exact?.step,
      exact?.arm,
      exact?.seed,
    ])
    const places = point.values.passAt1 === undefined ? 5e-3 : 5e-5
    for (const [id, value] of Object.entries(point.values)) {
      const truth = exact?.values[id as keyof typeof point.values] ?? NaN
      expect(Math.abs(value - truth)).toBeLessThanOrEqual(places * Math.abs(truth))
    }
  }
  const differences = own.scored.flatMap(({ policies }, moment) =>
    policies.flatMap(({ logProbs }, policy) =>
      logProbs.flatMap((list, row) =>
        list.map((value, t) => {
          const exact = results.scored[moment]?.policies[policy]?.logProbs[row]?.[t] ?? NaN
          return Math.abs(value - exact)
        }),
      ),
    ),
  )
  expect(Math.max(...differences)).toBeLessThanOrEqual(0.0005 + 1e-9)
  expect(own.samples.map(({ samples }) => samples.map(({ prompt }) => prompt))).toEqual(
    results.samples.filter(({ seed }) => seed === 200).map(({ samples }) => samples.map(({ prompt }) => prompt)),
  )
})

test('a compact file has neither the training of base policies nor what no chart shows', () => {
  const point = { kind: 'point', source: 'train', step: 1, arm: 'sft', seed: 200 } as const
  const { points } = compact({
    ...file,
    points: [
      { ...point, stage: 'pretrain', arm: 'base', values: { loss: 1, nll: 1 } },
      { ...point, stage: 'pretrain', source: 'evaluation', arm: 'base', values: { passAt1: 0.123456 } },
      { ...point, stage: 'sft', values: { loss: 0.123456, nll: 2, tokens: 12345, seconds: 1.23456 } },
      { ...point, stage: 'rl', values: { loss: -0.000123456, nll: 2, mismatchMax: 1 } },
    ],
  })
  expect(points.map(({ stage, values }) => [stage, values])).toEqual([
    ['pretrain', { passAt1: 0.12346 }],
    ['sft', { loss: 0.123, nll: 2, tokens: 12350, seconds: 1.235 }],
    ['rl', { loss: -0.000123 }],
  ])
})
