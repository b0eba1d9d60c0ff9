import { expect, test } from 'vitest'
import { emptyResults } from '../../../src/results/results'
import { endNoticeText, refusal } from '../../../src/ui/run/useEndNotice'

test('only the end of a run of more than a minute is worth a notification', () => {
  const ended = (seconds: number) => endNoticeText({ ...emptyResults, end: { kind: 'finished', seconds } })
  expect(ended(60)).toBeUndefined()
  expect(ended(72.4)).toEqual({ title: 'The run has finished', body: 'Finished in 1 min 12 s.' })
  expect(endNoticeText(emptyResults)).toBeUndefined()
})

test('a failure is told by the time that the run had gone on, with its reason', () => {
  const end = { kind: 'failed', message: 'The device was lost.' } as const
  const progress = { kind: 'progress', stage: 'rl', step: 1, steps: 2, activity: 'training', done: 0.5 } as const
  expect(endNoticeText({ ...emptyResults, end })).toBeUndefined()
  expect(endNoticeText({ ...emptyResults, end, progress: { ...progress, elapsedSeconds: 61 } })).toEqual({
    title: 'The run failed',
    body: 'Failed: The device was lost.',
  })
})

test('every refusal of the browser has its own sentence', () => {
  expect(refusal('granted')).toBeUndefined()
  const sentences = (['denied', 'default', 'unsupported'] as const).map(refusal)
  expect(new Set(sentences).size).toBe(3)
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/)
})
