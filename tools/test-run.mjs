import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installDependencies } from './install.mjs'
import { Problem } from './script.mjs'
import { stages } from './stages.mjs'

const HELP = `npm test [-- STAGE...]

Installs what is missing, a Chromium included, and runs these stages, or only those named (and those they need):

${stages.map(({ name, about }) => `  ${name.padEnd(7)}${about}`).join('\n')}

  CHROME_PATH  the Chromium to use; else an installed one; else one is installed
  PEAR_GPU=1   use the machine's own GPU, not WebGPU on the processor

All stages run even if one fails; the last line is the sum of their tests. A stage that fails without a failed test
(types, lint, build, a skipped test, a crash) counts there as one failure. Types and lint run beside the GPU tests.`

/**
 * The stages asked for, in their order, with those they need.
 * @param {string[]} names
 */
export function selectStages(names) {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name))
  if (unknown !== undefined)
    throw new Problem(`There is no stage "${unknown}": ${stages.map((stage) => stage.name).join(', ')}.`)
  if (names.length === 0) return stages
  const needed = stages.filter((stage) => names.includes(stage.name)).map((stage) => stage.needs)
  return stages.filter((stage) => names.includes(stage.name) || needed.includes(stage.name))
}

/**
 * What became of a stage; `wrong` says why it failed.
 * @typedef {{ name: string, seconds: number, wrong?: string | undefined, tally?: import('./reports.mjs').Tally }} Result
 */

/**
 * Runs a step under a heading and takes its time.
 * @template Outcome
 * @param {string} name
 * @param {() => Promise<Outcome>} step
 */
async function timed(name, step) {
  const start = performance.now()
  console.log(`\n== ${name}`)
  const outcome = await step()
  return { name, seconds: (performance.now() - start) / 1000, outcome }
}

/** Loaded only now: it imports what the installation brings. */
async function chromiumPath() {
  const { ensureChromium } = await import('./chromium.mjs')
  const path = await ensureChromium()
  console.log(path)
  return path
}

/**
 * The stages in groups that run at the same time: each with those beside it.
 * @param {import('./stages.mjs').Stage[]} selected
 */
export function groupStages(selected) {
  const isBeside = (/** @type {import('./stages.mjs').Stage} */ { beside }) =>
    selected.some(({ name }) => name === beside)
  return selected
    .filter((stage) => !isBeside(stage))
    .map((stage) => [stage, ...selected.filter(({ beside }) => beside === stage.name)])
}

/**
 * Runs a stage beside another, and shows its heading and output once `before` is over, so that the two do not mix.
 * @param {import('./stages.mjs').Stage} stage
 * @param {import('./stages.mjs').Surroundings} surroundings
 * @param {Promise<unknown>} before
 * @returns {Promise<Result>}
 */
async function runBeside({ name, beside = '', run }, surroundings, before) {
  const start = performance.now()
  let output = ''
  const outcome = await run({ ...surroundings, onOutput: (text) => (output += text) })
  const seconds = (performance.now() - start) / 1000
  await before
  console.log(`\n== ${name} (beside ${beside})`)
  process.stdout.write(output)
  return { name, seconds, ...outcome }
}

/**
 * Runs the stages one after the other, but for those beside another; a failed one stops only those that need it.
 * @param {import('./stages.mjs').Stage[]} selected
 * @param {import('./stages.mjs').Surroundings} surroundings
 */
async function runStages(selected, surroundings) {
  /** @type {Result[]} */
  const results = []
  for (const [first, ...others] of groupStages(selected)) {
    if (!first) continue
    const { name, needs, run } = first
    if (results.some((result) => result.name === needs && result.wrong !== undefined)) {
      results.push({ name, seconds: 0, wrong: `not run, because ${needs ?? ''} failed` })
      continue
    }
    const main = timed(name, () => run(surroundings))
    const beside = others.map((other) => runBeside(other, surroundings, main))
    const { seconds, outcome } = await main
    results.push({ name, seconds, ...outcome }, ...(await Promise.all(beside)))
  }
  return results
}

/**
 * The lines at the end of a run. The last one is the sum of the tests; a stage that failed without a failed test of its own
 * counts there as one failure, so that it never reads as good when something is not.
 * @param {Result[]} results
 */
export function summarize(results) {
  const bad = results.filter(({ wrong }) => wrong !== undefined)
  const passed = results.reduce((sum, { tally }) => sum + (tally?.passed ?? 0), 0)
  const failed = results.reduce((sum, { tally, wrong }) => {
    const own = tally?.failed ?? 0
    return sum + (own === 0 && wrong !== undefined ? 1 : own)
  }, 0)
  const lines = results.map(({ name, seconds, wrong }) => {
    const line = `${wrong === undefined ? 'ok    ' : 'FAILED'}  ${name.padEnd(8)}  ${seconds.toFixed(1).padStart(6)} s`
    return wrong === undefined ? line : `${line}  ${wrong}`
  })
  const verdict = bad.length === 0 ? [] : ['', `Failed: ${bad.map(({ name }) => name).join(', ')}`]
  return { good: bad.length === 0, text: [...lines, ...verdict, '', `${passed} passed, ${failed} failed`].join('\n') }
}

/**
 * @param {string[]} parameters names of stages, or --help
 * @returns {Promise<number>} the exit status
 */
export async function testEverything(parameters) {
  if (parameters.includes('--help') || parameters.includes('-h')) {
    console.log(HELP)
    return 0
  }
  const selected = selectStages(parameters)
  const preparations = [await timed('install', installDependencies)]
  let chromium = ''
  if (selected.some((stage) => stage.chromium)) {
    const found = await timed('chromium', chromiumPath)
    chromium = found.outcome
    preparations.push({ ...found, outcome: undefined })
  }
  const reports = mkdtempSync(join(tmpdir(), 'pear-reports-'))
  try {
    const results = await runStages(selected, { chromium, reports })
    const { good, text } = summarize([...preparations.map(({ name, seconds }) => ({ name, seconds })), ...results])
    console.log(`\n== summary\n${text}`)
    return good ? 0 : 1
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}
