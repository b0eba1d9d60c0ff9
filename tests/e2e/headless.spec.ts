import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { requireChromium } from '../../tools/chromium.mjs'
import { parseResultsFile, type ResultsFile } from '../../src/results/file'
import { untimed } from '../helpers/tinyRun'

const TINY = ['none,sft', '5', '2', '2'].flatMap((value, i) => [
  '--set',
  `${['arms', 'pretrain.steps', 'sft.steps', 'rl.steps'][i]}=${value}`,
])
/** Forms that need not be measured and compile fast on software. */
const FORMS = ['--tile', '8x8e', '--rollout', '1x8', '--adapter', 'swiftshader']

let folder = ''

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pear-headless-'))
})

test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const run = promisify(execFile)

/** Runs a command of the project; what it printed. */
async function script(name: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await run(process.execPath, ['cli/main.mjs', name, ...words], {
    env: { ...process.env, ...env },
  })
  return stdout
}

const tiny = (out: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> =>
  script('experiment', ['--preset', 'smoke', ...TINY, '--out', join(folder, out), ...words], env)

const onProcessor = (out: string, words: readonly string[]): Promise<string> => tiny(out, ['--engine', 'cpu', ...words])

const onWebGpu = (out: string, words: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> =>
  tiny(out, [...FORMS, ...words], env)

function fileOf(name: string): ResultsFile {
  const parsed = parseResultsFile(readFileSync(join(folder, name), 'utf8'))
  if ('problem' in parsed) throw new Error(parsed.problem)
  return parsed.file
}

/** Everything that was measured but the times, of which no two runs have the same, seed by seed. */
const figuresOf = ({ points }: ResultsFile): unknown[] => points.map(untimed).sort((a, b) => a.seed - b.seed)

test('a run that was cut off goes on, and ends as one that was not', async () => {
  await onProcessor('whole.json', ['--seeds', '2'])
  await onProcessor('cut.json', ['--seeds', '1'])
  const printed = await onProcessor('cut.json', ['--seeds', '2'])
  expect(printed).toContain('1 of 2 seeds are done')
  expect(fileOf('cut.json').seeds).toEqual([0, 1])
  expect(fileOf('whole.json').points.length).toBeGreaterThan(20)
  expect(figuresOf(fileOf('cut.json'))).toEqual(figuresOf(fileOf('whole.json')))

  // Another experiment is not written over these results.
  const before = readFileSync(join(folder, 'whole.json'), 'utf8')
  const other = await onProcessor('whole.json', ['--seeds', '2', '--set', 'sft.steps=3']).catch(
    (error: unknown) => error,
  )
  expect(other).toMatchObject({ code: 2, stderr: expect.stringMatching(/holds another experiment: .*\n$/) })
  expect(readFileSync(join(folder, 'whole.json'), 'utf8')).toBe(before)

  const report = await script('report', [join(folder, 'whole.json')])
  expect(report).toContain('## After RL')
  expect(report).toMatch(/\| SFT \| \d\.\d{3} ± \d\.\d{3} \|/)
  expect(report).toMatch(/\| No SFT \| [+−]\d\.\d{3} \| \[/)
})

/** A run of one seed ended, and says where it ran. */
function expectRun(name: string): ResultsFile['manifest'] {
  const { manifest, points } = fileOf(name)
  const last = points.filter(({ stage, step }) => stage === 'rl' && step === 2)
  expect(new Set(last.map(({ arm }) => arm))).toEqual(new Set(['none', 'sft']))
  expect(last.every(({ values }) => Object.values(values).every(Number.isFinite))).toBe(true)
  return manifest
}

test('an experiment runs in a Chromium', async () => {
  await onWebGpu('chromium.json', ['--seeds', '1'])
  const { runtime, engine } = expectRun('chromium.json')
  expect(runtime).toMatch(/^Chromium \d/)
  expect(engine).toMatch(/^fused \(webgpu: /)
})

test('an experiment runs in Node, without a browser', async () => {
  await onWebGpu('node.json', ['--seeds', '1', '--runtime', 'node'], softwareVulkan())
  const { runtime, engine } = expectRun('node.json')
  expect(runtime).toMatch(/^Node .* with Dawn$/)
  expect(engine).toMatch(/^fused \(webgpu: /)
})

test('an experiment runs on the processor, without WebGPU', async () => {
  const printed = await onProcessor('cpu.json', ['--seeds', '1'])
  expect(printed).toContain('## After RL')
  expect(expectRun('cpu.json')).toMatchObject({
    runtime: `Node ${process.version}`,
    engine: expect.stringMatching(/^processor \(WebAssembly with SIMD\)/),
  })
})

/** What Dawn needs to find the software driver that comes with a Chromium. */
function softwareVulkan(): NodeJS.ProcessEnv {
  const chromium = requireChromium()
  const folders = [dirname(realpathSync(chromium)), join('/usr/lib', basename(chromium))]
  const found = folders.find((path) => existsSync(join(path, 'vk_swiftshader_icd.json')))
  if (found === undefined) throw new Error(`There is no vk_swiftshader_icd.json in ${folders.join(' or ')}.`)
  return { LD_LIBRARY_PATH: found, VK_ICD_FILENAMES: join(found, 'vk_swiftshader_icd.json') }
}
