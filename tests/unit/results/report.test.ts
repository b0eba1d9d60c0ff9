import { expect, test } from 'vitest'
import type { ArmId } from '../../../src/config/armId'
import type { PointEvent } from '../../../src/results/events'
import { findPreset } from '../../../src/config/presets'
import { reportText } from '../../../src/results/report'
import { parseResultsFile, type ResultsFile, sameButSeeds } from '../../../src/results/file'
import { resultsFile } from '../../helpers/resultsFile'

const smoke = findPreset('smoke')?.config
if (!smoke) throw new Error('These tests need the preset smoke.')

const config: ResultsFile['config'] = {
  ...smoke,
  arms: ['none', 'sft', 'token'],
  seeds: { ...smoke.seeds, first: 4, count: 3 },
  rl: { ...smoke.rl, steps: 10 },
}

const point = (arm: ArmId, seed: number, step: number, passAt1: number, drift?: number): PointEvent => ({
  kind: 'point',
  stage: 'rl',
  source: 'evaluation',
  step,
  arm,
  seed,
  values: { passAt1, passAtK: 1, greedy: passAt1, heldOutNll: 0.5, ...(drift !== undefined && { drift }) },
})

const file = resultsFile(
  config,
  [4, 5, 6],
  [
    ...[0.2, 0.3, 0.1].map((value, i) => point('sft', 4 + i, 0, value)),
    ...[0.5, 0.6, 0.7].map((value, i) => point('sft', 4 + i, 10, value, 2 + i)),
    ...[0.6, 0.8, 1].map((value, i) => point('token', 4 + i, 10, value)),
    ...[0.9, 0.9].map((value, i) => point('none', 4 + i, 10, value)),
  ],
  ['Something to know.'],
)

/** Cells of the line that begins so, in the part of the report under a heading. */
function cells(heading: string, table: string, row: string): string[] {
  const part = reportText(file).split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
  const lines = part.split('\n')
  const from = lines.findIndex((line) => line.startsWith(`| ${table} |`))
  const found = lines.slice(from).find((line) => line.startsWith(`| ${row} |`)) ?? ''
  return found
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim())
}

test('arms have the mean over seeds with its interval', () => {
  // 0.5, 0.6, 0.7: standard error 0.1/√3.
  expect(cells('After RL', 'arm', 'SFT')).toEqual([
    '0.600 ± 0.058',
    '1.000 ± 0.000',
    '0.600 ± 0.058',
    '0.500 ± 0.000',
    '3.000 ± 0.577',
  ])
  expect(cells('After SFT', 'arm', 'SFT')[0]).toBe('0.200 ± 0.058')
  // What no seed has is no number.
  expect(cells('After SFT', 'arm', 'PEAR (token)')).toEqual(['—', '—', '—', '—'])
})

test('differences are paired by seed, and say how likely they are without an effect', () => {
  // 0.1, 0.2, 0.3: mean 0.2, standard error 0.1/√3, t = 2√3; P(|T| > t) = 1 − t/√(2 + t²) for two degrees of freedom.
  const t = 2 * Math.sqrt(3)
  const p = (1 - t / Math.sqrt(2 + t * t)).toFixed(3)
  expect(cells('After RL', 'pass@1 less SFT’s, paired', 'PEAR (token)')).toEqual([
    '+0.200',
    '[−0.048, +0.448]',
    '3.46',
    p,
    '3',
  ])
  // Two seeds have both: 0.4 and 0.3.
  expect(cells('After RL', 'pass@1 less SFT’s, paired', 'No SFT')).toEqual([
    '+0.350',
    '[−0.285, +0.985]',
    '7.00',
    '0.090',
    '2',
  ])
  expect(cells('After SFT', 'pass@1 less SFT’s, paired', 'No SFT')).toEqual(['—', '—', '—', '—', '0'])
})

test('the summary has where RL starts and ends, and the difference at the end with its interval', () => {
  const lines = reportText(file).split('\n')
  const head = lines.find((line) => line.startsWith('| arm | NLL after SFT'))
  expect(head).toBe('| arm | NLL after SFT | pass@1 after SFT | after 10 RL steps | less SFT’s, at the end |')
  const row = (arm: string) => lines.slice(lines.indexOf(head ?? '')).find((line) => line.startsWith(`| ${arm} |`))
  expect(row('SFT')).toBe('| SFT | 0.500 ± 0.000 | 0.200 ± 0.058 | 0.600 ± 0.058 | — |')
  expect(row('PEAR (token)')).toMatch(
    /^\| PEAR \(token\) \| — \| — \| 0.800 ± 0.115 \| \+0.200 \[−0.048, \+0.448\], p = 0.07\d \|$/,
  )
})

test('rank reversals and diagnostics stand in it', () => {
  const seeds = [4, 5, 6]
  const at = (arm: ArmId, step: number, values: readonly number[]) =>
    values.map((value, i) => point(arm, seeds[i] ?? NaN, step, value))
  const sftPoint = (seed: number, values: PointEvent['values']): PointEvent => ({
    ...point('token', seed, 60, 0),
    stage: 'sft',
    source: 'train',
    values,
  })
  const text = reportText({
    ...file,
    points: [
      ...at('sft', 0, [0.5, 0.5, 0.5]),
      ...at('token', 0, [0.2, 0.1, 0.2]),
      ...at('none', 0, [0.5, 0.4, 0.4]),
      ...at('sft', 10, [0.6, 0.6, 0.6]),
      ...at('token', 10, [0.7, 0.8, 0.8]),
      ...at('none', 10, [0.6, 0.7, 0.7]),
      { ...point('token', 4, 10, 0), values: { cosine: -0.2, drift: 3 } },
      { ...point('token', 5, 10, 0), values: { cosine: -0.4, drift: 5 } },
      sftPoint(4, { meanWeight: 0.5, effectiveSampleSize: 0.9, deltaClippedLow: 0.1, logGClippedHigh: 0 }),
    ],
  })
  // SFT is above PEAR (token) by 0.3, 0.4, 0.3 before, below it by 0.1, 0.2, 0.2 after: standard errors 0.1/3, t = 4.3027.
  expect(text).toContain(
    '- SFT is above PEAR (token) before RL (paired +0.33 [+0.19, +0.48]) and below it after RL (−0.17 [−0.31, −0.02]), n = 3.',
  )
  expect(text).toContain('## Diagnostics\n\n| arm | Drift | Cosine of SFT and RL updates | Mean weight |')
  expect(text).toContain('| PEAR (token) | 4.000 ± 1.000 | −0.300 ± 0.100 | 0.500 | 0.900 | 0.100 | — | — | 0.000 |')
})

test('every seed is there, and where it all comes from', () => {
  const text = reportText(file)
  expect(text).toContain('| arm | 4 | 5 | 6 |\n| --- | ---: | ---: | ---: |\n| No SFT | 0.900 | 0.900 | — |')
  expect(text).toContain('`npm run experiment -- --preset smoke`, 2026-11-23')
  expect(text).toContain('`#v=1&preset=smoke&arms=none,sft,token')
  expect(text).toContain('- Something to know.')
})

test('a file is read as it was written', () => {
  expect(parseResultsFile(JSON.stringify(file))).toEqual({ file })
})

test.each([
  ['{', 'it is not JSON'],
  ['{}', 'it is no results file of this version'],
  [JSON.stringify({ ...file, version: 2 }), 'it is no results file of this version (version'],
  [JSON.stringify({ ...file, config: { ...config, sft: { steps: -1 } } }), 'its experiment cannot be read (sft.steps'],
  [JSON.stringify({ ...file, points: [{ ...file.points[0], arm: 'magic' }] }), 'points.0.arm'],
])('a file that is none says why: %#', (text, problem) => {
  const parsed = parseResultsFile(text)
  expect('problem' in parsed && parsed.problem).toContain(problem)
})

test('only an experiment that differs in its seeds alone can go on', () => {
  expect(sameButSeeds(config, { ...config, seeds: { ...config.seeds, count: 9 } })).toBe(true)
  expect(sameButSeeds(config, { ...config, sft: { ...config.sft, steps: 1 } })).toBe(false)
})
