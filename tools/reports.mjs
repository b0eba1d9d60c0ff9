import { existsSync } from 'node:fs'
import { readJson } from './script.mjs'

/**
 * How a project's tests ended. `other` counts those that did not run to a verdict: skipped, to be written, or passed only
 * when repeated.
 * @typedef {{ passed: number, failed: number, other: number }} Tally
 */

/**
 * @param {string[]} outcomes
 * @param {string} good
 * @param {string} bad
 * @returns {Tally}
 */
function tally(outcomes, good, bad) {
  const passed = outcomes.filter((outcome) => outcome === good).length
  const failed = outcomes.filter((outcome) => outcome === bad).length
  return { passed, failed, other: outcomes.length - passed - failed }
}

/** @typedef {{ testResults: { assertionResults: { status: string }[] }[] }} VitestReport */

/** @param {VitestReport} report Vitest's JSON report */
export function vitestTally(report) {
  const outcomes = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status))
  return tally(outcomes, 'passed', 'failed')
}

/**
 * @typedef {{ specs?: { tests: { status: string }[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * @param {PlaywrightSuite} suite Playwright's JSON report, or a suite in it
 * @returns {string[]}
 */
function playwrightOutcomes({ specs = [], suites = [] }) {
  const own = specs.flatMap((spec) => spec.tests.map((test) => test.status))
  return [...own, ...suites.flatMap(playwrightOutcomes)]
}

/** @param {PlaywrightSuite} report Playwright's JSON report */
export function playwrightTally(report) {
  return tally(playwrightOutcomes(report), 'expected', 'unexpected')
}

/**
 * What is wrong with a run although its runner may have called it good; undefined where nothing is.
 * @param {Tally} tally
 */
export function complaint({ passed, failed, other }) {
  if (passed + failed + other === 0) return 'no test ran'
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(other > 0 ? [`${other} did not run to a verdict (skipped, to do or flaky)`] : []),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

/**
 * The tally of a report file; a runner that wrote none ran nothing.
 * @template Report
 * @param {string} path
 * @param {(report: Report) => Tally} count
 * @returns {Tally}
 */
export function readTally(path, count) {
  if (!existsSync(path)) return { passed: 0, failed: 0, other: 0 }
  return count(/** @type {Report} */ (readJson(path)))
}
