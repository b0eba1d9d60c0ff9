import { expect, test } from 'vitest'
import { complaint, playwrightTally, readTally, vitestTally } from '../../../tools/reports.mjs'

const vitestReport = (...statuses: string[]) => ({
  testResults: [{ assertionResults: statuses.map((status) => ({ status })) }, { assertionResults: [] }],
})

const playwrightReport = (...statuses: string[]) => ({
  suites: [{ specs: [], suites: [{ specs: statuses.map((status) => ({ tests: [{ status }] })) }] }],
})

test.each([
  [['passed', 'passed', 'failed'], { passed: 2, failed: 1, other: 0 }],
  [['passed', 'skipped', 'todo', 'pending'], { passed: 1, failed: 0, other: 3 }],
  [[], { passed: 0, failed: 0, other: 0 }],
])("Vitest's report of %j", (statuses, tally) => {
  expect(vitestTally(vitestReport(...statuses))).toEqual(tally)
})

test.each([
  [['expected', 'unexpected', 'expected'], { passed: 2, failed: 1, other: 0 }],
  [['expected', 'skipped', 'flaky'], { passed: 1, failed: 0, other: 2 }],
  [[], { passed: 0, failed: 0, other: 0 }],
])("Playwright's report of %j", (statuses, tally) => {
  expect(playwrightTally(playwrightReport(...statuses))).toEqual(tally)
})

test('a run is good only if tests ran and all of them passed', () => {
  expect(complaint({ passed: 3, failed: 0, other: 0 })).toBeUndefined()
  expect(complaint({ passed: 3, failed: 1, other: 0 })).toBe('1 failed')
  expect(complaint({ passed: 3, failed: 0, other: 1 })).toContain('1 did not run')
  expect(complaint({ passed: 3, failed: 2, other: 1 })).toContain('2 failed, 1 did not run')
  expect(complaint({ passed: 0, failed: 0, other: 0 })).toBe('no test ran')
})

test('a runner that wrote no report ran nothing', () => {
  expect(complaint(readTally('/nowhere/report.json', vitestTally))).toBe('no test ran')
})
