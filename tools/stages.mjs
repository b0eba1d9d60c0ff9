import { join } from 'node:path'
import { complaint, playwrightTally, readTally, vitestTally } from './reports.mjs'
import { freePort, npm, root, run } from './script.mjs'

/**
 * A stage of `npm test`. `run` resolves to what is wrong, undefined where all is well, and to its tests' tally if it has any.
 * @typedef {{ wrong: string | undefined, tally?: import('./reports.mjs').Tally }} Outcome
 * A stage that stands `beside` another runs at the same time, where both are asked for, and gives its output to `onOutput`.
 * @typedef {{ chromium: string, reports: string, onOutput?: import('./script.mjs').OnOutput }} Surroundings
 * @typedef {{
 *   name: string,
 *   about: string,
 *   chromium?: boolean,
 *   needs?: string,
 *   beside?: string,
 *   run: (surroundings: Surroundings) => Promise<Outcome>,
 * }} Stage
 */

/**
 * @param {string} name of a script of package.json
 * @returns {Stage['run']}
 */
function script(name) {
  return async ({ onOutput }) => {
    const status = await npm(['run', '--silent', name], onOutput)
    return { wrong: status === 0 ? undefined : `npm run ${name} ended with status ${status}` }
  }
}

/**
 * The outcome of a test runner: its exit status and, because a runner is content with skipped tests, its report.
 * @param {number} status
 * @param {import('./reports.mjs').Tally} tally
 * @returns {Outcome}
 */
function judge(status, tally) {
  return { wrong: complaint(tally) ?? (status === 0 ? undefined : `the runner ended with status ${status}`), tally }
}

/** @param {string[]} path */
const program = (...path) => join(root, 'node_modules', ...path)

/**
 * @param {string} project
 * @returns {Stage['run']}
 */
function vitest(project) {
  return async ({ chromium, reports }) => {
    const report = join(reports, `${project}.json`)
    const status = await run(
      process.execPath,
      [
        program('vitest', 'vitest.mjs'),
        'run',
        `--project=${project}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      { environment: chromium ? { CHROME_PATH: chromium } : {} },
    )
    return judge(status, readTally(report, vitestTally))
  }
}

/** @type {Stage['run']} */
async function playwright({ chromium, reports }) {
  const report = join(reports, 'e2e.json')
  const status = await run(
    process.execPath,
    [program('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
    {
      environment: {
        CHROME_PATH: chromium,
        PEAR_E2E_PORT: String(await freePort()),
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
    },
  )
  return judge(status, readTally(report, playwrightTally))
}

/** @type {Stage[]} */
export const stages = [
  { name: 'unit', about: 'tests in Node', run: vitest('unit') },
  { name: 'gpu', about: 'tests with WebGPU in a Chromium', chromium: true, run: vitest('gpu') },
  // Software WebGPU leaves a core to these two.
  { name: 'types', about: 'TypeScript over everything, the scripts included', beside: 'gpu', run: script('types') },
  { name: 'lint', about: 'ESLint and Prettier', beside: 'gpu', run: script('lint') },
  { name: 'build', about: 'the page, as npm start serves it', run: script('build') },
  { name: 'e2e', about: 'tests of the built page in a Chromium', chromium: true, needs: 'build', run: playwright },
]
