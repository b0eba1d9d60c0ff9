import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseExperimentArguments } from '../../../headless/arguments.mjs'
import { chosenConfig, chosenEngine } from '../../../headless/config'
import { parseReportArguments } from '../../../headless/reportArguments.mjs'
import { BadArguments } from '../../../runtimes/options.mjs'
import { encodeLink } from '../../../src/config/link'
import { defaultPreset, findPreset } from '../../../src/config/presets'

const configOf = (...words: string[]) => chosenConfig(parseExperimentArguments(words).experiment)

test('without arguments the default preset runs in a Chromium', () => {
  expect(parseExperimentArguments([])).toMatchObject({
    help: false,
    atOnce: 4,
    out: resolve('results.json'),
    runtime: 'chromium',
    adapter: 'auto',
  })
  expect(configOf()).toEqual({ config: defaultPreset.config })
})

test('a preset is changed by settings and seeds', () => {
  const smoke = findPreset('smoke')?.config
  expect(smoke).toBeDefined()
  const words = ['--preset', 'smoke', '--set', 'pear.gamma=0.9', '--set', 'arms=sft,token', '--seeds', '7']
  expect(configOf(...words, '--first-seed=100')).toEqual({
    config: {
      ...smoke,
      arms: ['sft', 'token'],
      pear: { ...smoke?.pear, gamma: 0.9 },
      seeds: { ...smoke?.seeds, first: 100, count: 7 },
    },
  })
})

test('a link of the page is the same experiment', () => {
  const changed = configOf('--preset', 'smoke', '--set', 'sft.steps=5')
  expect(changed).toHaveProperty('config')
  if (!('config' in changed)) return
  expect(configOf('--link', `#${encodeLink(changed.config)}`)).toEqual(changed)
})

test.each([
  [['--preset', 'smoke', '--link', '#v=1'], '--preset and --link'],
  [['--set', 'pear.gamma'], '--set is "pear.gamma"; it must be PATH=VALUE'],
  [['--seeds', '0'], '--seeds is "0"; it must be a whole number of at least 1.'],
  [['--first-seed', '1.5'], '--first-seed is "1.5"'],
  [['--at-once', 'all'], '--at-once is "all"'],
  [['--engine', 'gpu'], '--engine is "gpu"; it must be one of fused, reference, cpu.'],
  [['--engine', 'cpu', '--runtime', 'chromium'], '--engine cpu runs in Node'],
  [['--engine', 'cpu', '--tile', '8x8'], '--tile is of engines on WebGPU'],
  [['--engine', 'cpu', '--adapter', 'auto'], '--adapter is of engines on WebGPU'],
  [['--runtime', 'bun'], '--runtime is "bun"; it must be one of chromium, node.'],
  [['--out', ''], '--out is ""; it must be a file.'],
  [['--fast'], "Unknown option '--fast'"],
])('a bad argument is one line: %j', (words, line) => {
  let message = ''
  try {
    parseExperimentArguments(words)
  } catch (error) {
    expect(error).toBeInstanceOf(BadArguments)
    message = error instanceof Error ? error.message : ''
  }
  expect(message).toContain(line)
  expect(message).not.toContain('\n')
})

test.each([
  [['--preset', 'nope'], '--preset is "nope"; the presets are default, '],
  [['--set', 'pear.gama=1'], '--set: there is no setting "pear.gama".'],
  [['--set', 'sft.steps=many'], '--set: sft.steps is "many"; it must be a whole number.'],
  [['--set', 'pear.gamma=7'], 'pear.gamma: γ must be'],
  [['--link', '#v=1&preset=nope'], '--link: There is no preset “nope”'],
])('an experiment that cannot be is refused: %j', (words, sentence) => {
  const chosen = configOf(...words)
  expect('problems' in chosen && chosen.problems.join(' ')).toContain(sentence)
})

test('forms of kernels are measured unless named', () => {
  const engineOf = (...words: string[]) => chosenEngine(parseExperimentArguments(words).engine)
  expect(engineOf()).toEqual({ settings: { engine: 'fused', tile: 'measured', rollout: 'measured' } })
  expect(engineOf('--tile', '8x8e')).toEqual({ settings: { engine: 'fused', tile: '8x8e', rollout: 'measured' } })
  expect(engineOf('--tile', '9x9', '--rollout', '1x8')).toEqual({
    problems: [expect.stringMatching(/^--tile is "9x9"; it must be one of measured, .*8x8/)],
  })
})

test('the processor trains in Node, and an engine can be named', () => {
  const cpu = parseExperimentArguments(['--engine', 'cpu'])
  expect(cpu.runtime).toBe('node')
  expect(chosenEngine(cpu.engine)).toEqual({ settings: { engine: 'cpu', tile: 'measured', rollout: 'measured' } })
  const reference = parseExperimentArguments(['--engine', 'reference', '--runtime', 'node'])
  expect(chosenEngine(reference.engine)).toMatchObject({ settings: { engine: 'reference' } })
})

test('a report takes one file', () => {
  const plain = { help: false, file: 'r.json', publish: false, record: false }
  expect(parseReportArguments(['r.json'])).toEqual(plain)
  expect(parseReportArguments(['r.json', '--publish'])).toEqual({ ...plain, publish: true })
  expect(parseReportArguments(['--record', 'r.json'])).toEqual({ ...plain, record: true })
  expect(parseReportArguments(['--help']).help).toBe(true)
  for (const words of [[], ['a', 'b'], ['--csv', 'a']]) expect(() => parseReportArguments(words)).toThrow(BadArguments)
})
