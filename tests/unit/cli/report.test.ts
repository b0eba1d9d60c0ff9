import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BadArguments } from '../../../cli/arguments'
import { publish, record } from '../../../cli/publish'
import { withPart } from '../../../cli/parts'
import { parseReportArguments, run } from '../../../cli/report'
import { defaultPreset, findPreset } from '../../../src/config/presets'
import { addEvents, emptyResults } from '../../../src/results/results'
import { parseResultsFile } from '../../../src/results/file'
import { fakeEvents } from '../../helpers/fakeTrainer'
import { resultsFile } from '../../helpers/resultsFile'

/** Stands for the repository. */
let folder = ''

const config = { ...defaultPreset.config, seeds: { first: 200, count: 2 } }
const results = addEvents(emptyResults, [...fakeEvents(config)])
const file = withPart(undefined, { config, results }, resultsFile(config, []).manifest)

const CONFIRMATIONS = 'src/config/presets/confirmations.json'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pear-report-'))
  mkdirSync(dirname(join(folder, CONFIRMATIONS)), { recursive: true })
  writeFileSync(join(folder, CONFIRMATIONS), '{"sort":{"kept":1},"countdown":{"kept":2},"default":{"replaced":3}}')
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('a report takes one file', () => {
  const plain = { file: 'r.json', publish: false, record: false }
  expect(parseReportArguments(['r.json'])).toEqual(plain)
  expect(parseReportArguments(['r.json', '--publish'])).toEqual({ ...plain, publish: true })
  expect(parseReportArguments(['--record', 'r.json'])).toEqual({ ...plain, record: true })
  for (const words of [[], ['a', 'b'], ['--csv', 'a']]) {
    expect(() => parseReportArguments(words)).toThrow(BadArguments)
    expect(() => parseReportArguments(words)).not.toThrow('\n')
  }
  expect(() => parseReportArguments(['--csv', 'a'])).toThrow("Unknown option '--csv'. See npm run report -- --help.")
})

test('what is no results file is refused in one line', async () => {
  const other = join(folder, 'other.json')
  writeFileSync(other, '{}')
  for (const path of [join(folder, 'gone.json'), folder]) {
    const refused = run([path])
    await expect(refused).rejects.toThrow(BadArguments)
    await expect(refused).rejects.toThrow(`${path} cannot be read: `)
  }
  await expect(run([other])).rejects.toThrow(`${other} cannot be reported: `)
  await expect(run([other])).rejects.toThrow(BadArguments)
})

const refusals = [
  [{ config: { ...config, sft: { ...config.sft, steps: 61 } } }, 'the settings are not those of the preset default'],
  [{ config: { ...config, preset: 'mine' } }, 'the settings are not those of the preset mine'],
  [{ seeds: [200] }, '1 of 2 seeds are done'],
  [{ config: { ...config, seeds: { first: 3, count: 2 } }, seeds: [3, 4] }, 'seeds below 100'],
] as const

test.each(refusals)('what confirms no preset is neither published nor recorded: %#', async (change, sentence) => {
  const other = { ...file, ...change } as typeof file
  await expect(publish(other, '', folder)).rejects.toThrow(`--publish: ${sentence}`)
  expect(() => record(other, folder)).toThrow(`--record: ${sentence}`)
})

test.each([
  [{ config: { ...findPreset('maze')?.config, seeds: config.seeds } }, 'this is one of maze'],
  [{ offline: undefined }, 'no responses and examples'],
])('what the page would not show as its run is not recorded: %#', (change, sentence) => {
  expect(() => record({ ...file, ...change } as typeof file, folder)).toThrow(sentence)
})

test('a preset that is published has its tables among the documents and its summary beside the others', async () => {
  expect(await publish(file, '# Tables\n\n\n| a | b |\n|-|-|\n| 1 | 2 |', folder)).toEqual([
    'docs/findings/default.md',
    CONFIRMATIONS,
  ])
  const text = (path: string) => readFileSync(join(folder, path), 'utf8')
  // As Prettier sets it.
  expect(text('docs/findings/default.md')).toBe('# Tables\n\n| a   | b   |\n| --- | --- |\n| 1   | 2   |\n')
  const confirmations = JSON.parse(text(CONFIRMATIONS)) as Record<string, unknown>
  expect(Object.keys(confirmations)).toEqual(['countdown', 'default', 'sort'])
  expect(confirmations).toMatchObject({ sort: { kept: 1 }, countdown: { kept: 2 }, default: { seeds: [200, 201] } })
  expect(confirmations.default).not.toHaveProperty('replaced')
})

test('a run that is recorded lies where the page looks for it', () => {
  expect(record(file, folder)).toEqual(['public/runs/default.json'])
  const parsed = parseResultsFile(readFileSync(join(folder, 'public/runs/default.json'), 'utf8'))
  expect('file' in parsed && parsed.file.seeds).toEqual([200, 201])
})
