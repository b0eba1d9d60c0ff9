import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { BadArguments } from '../../../cli/arguments'
import { parseExperimentArguments } from '../../../cli/experiment'
import { encodeLink } from '../../../src/config/link'
import { defaultPreset, findPreset } from '../../../src/config/presets'

const configOf = (...words: string[]) => parseExperimentArguments(words).config
const settingsOf = (...words: string[]) => parseExperimentArguments(words).settings

test('without arguments the default preset runs in a Chromium', () => {
  expect(parseExperimentArguments([])).toEqual({
    config: defaultPreset.config,
    settings: { engine: 'fused', tile: 'measured', rollout: 'measured', threads: 'auto' },
    atOnce: 4,
    out: resolve('results.json'),
    runtime: 'chromium',
    adapter: 'auto',
  })
})

test('a preset is changed by settings and seeds', () => {
  const smoke = findPreset('smoke')?.config
  expect(smoke).toBeDefined()
  const words = ['--preset', 'smoke', '--set', 'pear.gamma=0.9', '--set', 'arms=sft,token', '--seeds', '7']
  expect(configOf(...words, '--first-seed=100')).toEqual({
    ...smoke,
    arms: ['sft', 'token'],
    pear: { ...smoke?.pear, gamma: 0.9 },
    seeds: { ...smoke?.seeds, first: 100, count: 7 },
  })
})

test('a link of the page is the same experiment', () => {
  const changed = configOf('--preset', 'smoke', '--set', 'sft.steps=5')
  expect(changed.sft.steps).toBe(5)
  expect(configOf('--link', `#${encodeLink(changed)}`)).toEqual(changed)
})

test('arms with something of their own come by link and by setting', () => {
  const own = { 'formula-1': { formula: 'm = mean(lp); p / m', name: 'Mine' }, power: { q: 2 }, token: { gamma: 0.9 } }
  const arms = ['sft', 'power', 'token', 'formula-1']
  const expected = { ...findPreset('smoke')?.config, arms, own }
  const link = '#v=1&preset=smoke&arms=sft,power,token,formula-1&own.power.q=2&own.token.gamma=0.9'
  expect(configOf('--link', `${link}&own.formula-1.formula=m = mean(lp); p / m&own.formula-1.name=Mine`)).toEqual(
    expected,
  )
  const settings = [
    `arms=${arms.join(',')}`,
    'own.formula-1.formula=m = mean(lp); p / m',
    'own.formula-1.name=Mine',
    'own.power.q=2',
    'own.token.gamma=0.9',
  ]
  expect(configOf('--preset', 'smoke', ...settings.flatMap((text) => ['--set', text]))).toEqual(expected)
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
  [['--fast'], "Unknown option '--fast'. See npm run experiment -- --help."],
  [['--preset', 'nope'], '--preset is "nope"; the presets are default, '],
  [['--set', 'pear.gama=1'], '--set: there is no setting "pear.gama".'],
  [['--set', 'own.nobody.gamma=1'], '--set: there is no setting "own.nobody.gamma".'],
  [['--set', 'own.power.q=many'], '--set: own.power.q is "many"; it must be a number.'],
  [['--set', 'own.sft.formula=p'], 'own.sft.formula: SFT has a formula of its own'],
  [['--set', 'arms=formula-1'], 'arms: formula-1 needs a formula: own.formula-1.formula'],
  [['--set', 'own.formula-1.formula=1 +\n lpp'], 'own.formula-1.formula: Column 6: line 2: there is no `lpp`'],
  [
    ['--link', '#arms=formula-1&own.formula-1.formula=%0Alpp'],
    '--link: own.formula-1.formula: “ lpp” was refused (Column 2',
  ],
  [['--set', 'sft.steps=many'], '--set: sft.steps is "many"; it must be a whole number.'],
  [['--set', 'pear.gamma=7'], 'pear.gamma: γ must be'],
  [['--link', '#v=1&preset=nope'], '--link: There is no preset “nope”'],
  [['--tile', '9x9', '--rollout', '1x8'], '--tile is "9x9"; it must be one of measured, '],
  [['--engine', 'cpu', '--threads', '0'], '--threads is "0"; it must be a whole number from 1 to 64.'],
  [['--engine', 'cpu', '--threads', '2.5'], '--threads is "2.5"; it must be a whole number from 1 to 64.'],
  [['--threads', '2'], '--threads is of the processor’s engine: add --engine cpu, or leave it out.'],
])('what cannot be is refused in one line: %j', (words, line) => {
  const parse = () => parseExperimentArguments(words)
  expect(parse).toThrow(BadArguments)
  expect(parse).toThrow(line)
  expect(parse).not.toThrow('\n')
})

test('forms of kernels are measured unless named', () => {
  expect(settingsOf('--tile', '8x8e')).toEqual({ engine: 'fused', tile: '8x8e', rollout: 'measured', threads: 'auto' })
  expect(settingsOf('--rollout', '1x8')).toEqual({ engine: 'fused', tile: 'measured', rollout: '1x8', threads: 'auto' })
})

test('the processor trains in Node, and an engine can be named', () => {
  const cpu = parseExperimentArguments(['--engine', 'cpu'])
  expect(cpu.runtime).toBe('node')
  expect(cpu.settings).toEqual({ engine: 'cpu', tile: 'measured', rollout: 'measured', threads: 'auto' })
  expect(settingsOf('--engine', 'cpu', '--threads', '3')).toEqual({ ...cpu.settings, threads: 3 })
  expect(settingsOf('--engine', 'reference', '--runtime', 'node')).toMatchObject({ engine: 'reference' })
})
