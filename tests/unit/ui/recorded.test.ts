import { expect, test } from 'vitest'
import { readRecorded } from '../../../src/ui/runs/recorded'
import { resultsFile } from '../../helpers/resultsFile'
import { tiny } from '../../helpers/tinyRun'

const config = tiny({ arms: ['none', 'sft'] })
const answer = (text: string, init?: ResponseInit) => () => Promise.resolve(new Response(text, init))

test('a recorded run is a run with where and when it was made', async () => {
  const file = resultsFile(config, [3, 4])
  expect(await readRecorded(answer(JSON.stringify(file)))).toMatchObject({
    state: 'ready',
    run: {
      id: 'recorded',
      name: 'Recorded run',
      manifest: { started: '2026-11-23T12:00:00.000Z' },
      results: { config, seeds: [3, 4], end: { kind: 'finished' } },
    },
  })
})

test.each([
  [answer('', { status: 404, statusText: 'Not Found' }), 'the server answered 404 Not Found'],
  [answer('', { status: 500, statusText: '' }), 'the server answered 500'],
  [answer('<!doctype html>'), 'it is not JSON'],
  [answer('{}'), 'it is no results file of this version'],
  [() => Promise.reject(new TypeError('Failed to fetch')), 'Failed to fetch'],
])('without one there is a sentence: %#', async (ask, reason) => {
  const recorded = await readRecorded(ask)
  expect(recorded).toMatchObject({ state: 'none', message: expect.stringContaining(`: ${reason}`) as string })
})
