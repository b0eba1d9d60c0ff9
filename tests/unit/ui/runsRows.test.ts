import { expect, test } from 'vitest'
import { runsToEvict } from '../../../src/ui/runs/library/core'
import { pageMachine } from '../../../src/ui/runs/library/file'
import { filterRuns, sortRuns, stateText } from '../../../src/ui/runs/rows'
import { ELSEWHERE } from '../../../src/ui/runs/library/head'
import { headOf, runOf } from './runsFixtures'

const ids = (heads: readonly { id: string }[]): string[] => heads.map(({ id }) => id)
const day = (date: number): string => `2026-11-${date}T12:00:00.000Z`

test('runs that came first go first, but neither pinned, spared nor recorded ones', () => {
  const heads = [
    headOf('new', { added: day(20) }),
    headOf('pinned', { added: day(10), pinned: true }),
    headOf('old', { added: day(12) }),
    headOf('spared', { added: day(11) }),
    headOf('older', { added: day(11), started: day(19) }),
    headOf('recorded', { added: day(10), origin: 'recorded' }),
  ]
  expect(ids(runsToEvict(heads, [], 4))).toEqual([])
  expect(ids(runsToEvict(heads, ['spared', undefined], 3))).toEqual(['older'])
  expect(ids(runsToEvict(heads, ['spared'], 2))).toEqual(['older', 'old'])
  expect(ids(runsToEvict(heads, ids(heads), 1))).toEqual([])
  const elsewhere = headOf('going', { added: day(10), state: ELSEWHERE })
  expect(ids(runsToEvict([...heads, elsewhere], ['spared'], 4))).toEqual(['older'])
})

test('a column sorts both ways, numbers as numbers, and what is missing comes last', () => {
  const heads = [
    headOf('run-10', { seconds: 9 }),
    headOf('run-9', { seconds: 100, outcome: {} }),
    headOf('run-1', { seconds: 20 }, runOf([0.1, 0.2], [0.2, 0.4])),
  ]
  expect(ids(sortRuns(heads, 'name', false))).toEqual(['run-1', 'run-9', 'run-10'])
  expect(ids(sortRuns(heads, 'seconds', true))).toEqual(['run-9', 'run-1', 'run-10'])
  expect(ids(sortRuns(heads, 'pear', false))).toEqual(['run-1', 'run-10', 'run-9'])
  expect(ids(sortRuns(heads, 'pear', true))).toEqual(['run-10', 'run-1', 'run-9'])
})

test('the filter wants every word, wherever it stands', () => {
  const heads = [headOf('calm-otter-1', { notes: 'With γ = 0.5' }), headOf('calm-newt-2', { state: 'stopped' })]
  expect(ids(filterRuns(heads, ''))).toEqual(['calm-otter-1', 'calm-newt-2'])
  expect(ids(filterRuns(heads, ' CALM  γ '))).toEqual(['calm-otter-1'])
  expect(ids(filterRuns(heads, 'pear cups stopped'))).toEqual(['calm-newt-2'])
  expect(ids(filterRuns(heads, 'calm heron'))).toEqual([])
})

test('the head of the results says where a run comes from and how it stands', () => {
  const started = '2026-11-23T00:30:00.000Z'
  expect(stateText(headOf('a', { origin: 'recorded', started }))).toBe('recorded on 2026-11-23')
  expect(stateText(headOf('a', { state: 'going on' }))).toBe('going on')
  expect(stateText(headOf('a'))).toBe('kept')
  expect(stateText(headOf('a', { state: 'cut off' }))).toBe('kept, cut off')
  expect(stateText(headOf('a', { origin: 'imported' }))).toBe('imported, made on 2026-11-23')
})

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'Chrome 156',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0', 'Edge 156'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    'Safari 26',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox 150'],
])('a browser is known by what it says of itself: %s', (userAgent, runtime) => {
  const known = pageMachine(userAgent, 8)
  expect(known.runtime).toBe(runtime)
  expect(known.machine).toMatchObject({ cores: 8, system: expect.stringMatching(/^X11; Linux x86_64/) as string })
  expect(pageMachine('', 0)).toMatchObject({ runtime: 'unknown browser', machine: { cores: 1 } })
})
