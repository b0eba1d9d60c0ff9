import { expect, test } from 'vitest'
import type { ProgressEvent } from '../../../src/results/events'
import { emptyResults } from '../../../src/results/results'
import { PointStore } from '../../../src/results/store'
import { point } from '../../helpers/points'
import { announcement, endText, progressText, speedText, stageStatuses, stepHint } from '../../../src/ui/run/status'

const progress: ProgressEvent = {
  kind: 'progress',
  stage: 'rl',
  step: 12,
  steps: 60,
  activity: 'evaluating',
  done: 0.5,
  elapsedSeconds: 40,
  remainingSeconds: 41,
}

test('progress names stage, step and the time that remains', () => {
  expect(progressText(emptyResults)).toBe('Preparing the run…')
  expect(progressText({ ...emptyResults, progress })).toBe('RL · step 12 of 60 · evaluating · about 40 s left')
  expect(progressText({ ...emptyResults, progress, paused: true })).toBe('RL · step 12 of 60 · evaluating · paused')
})

test('every end has its sentence', () => {
  expect(endText(emptyResults)).toBeUndefined()
  expect(endText({ ...emptyResults, end: { kind: 'finished', seconds: 72.4 } })).toBe('Finished in 1 min 12 s')
  expect(endText({ ...emptyResults, end: { kind: 'stopped', seconds: 8 } })).toContain('Stopped after 8.0 s')
  expect(endText({ ...emptyResults, end: { kind: 'failed', message: 'No.' } })).toBe('Failed: No.')
})

test('screen readers hear of stages, not of steps', () => {
  const at = (step: number) => announcement({ ...emptyResults, progress: { ...progress, step } }, 'running')
  expect(at(12)).toBe('Running: RL.')
  expect(at(13)).toBe(at(12))
  // A step from a pause is worth a word: somebody asked for it.
  const paused = announcement({ ...emptyResults, progress, paused: true }, 'paused')
  expect(paused).toBe('Paused: RL, step 12 of 60.')
  // A failure is an alert and must not be read twice.
  expect(announcement({ ...emptyResults, end: { kind: 'failed', message: 'No.' } }, 'over')).toBe('')
})

test('stages before the current one are done', () => {
  const statuses = stageStatuses({ ...emptyResults, progress })
  expect(statuses.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'now'])
  expect(statuses.map(({ share }) => share)).toEqual([1, 1, 1, 0.2])
  expect(stageStatuses(emptyResults).map(({ state }) => state)).toEqual(['next', 'next', 'next', 'next'])
})

test('each stage says the time that it took or is expected to take, and the latter only while the run goes on', () => {
  const stages = {
    pretrain: { elapsed: 72, remaining: 0 },
    collect: { elapsed: 0.4, remaining: 0 },
    sft: { elapsed: 12, remaining: 31 },
    rl: { elapsed: 0, remaining: 400 },
  }
  const results = { ...emptyResults, progress: { ...progress, stage: 'sft', stages } as const }
  const times = (of: Parameters<typeof stageStatuses>[0]) => stageStatuses(of).map(({ time }) => time)
  expect(times(results)).toEqual(['1 min 12 s', '0.4 s', '12 s, then about 30 s', 'about 7 min'])
  expect(times({ ...results, end: { kind: 'stopped', seconds: 84.4 } })).toEqual([
    '1 min 12 s',
    '0.4 s',
    '12 s',
    undefined,
  ])
  expect(times({ ...emptyResults, progress })).toEqual([undefined, undefined, undefined, undefined])
})

test('speed is that of the newest step, whatever was evaluated since', () => {
  const points = [
    point('sft', 1, 'sft', 0, { loss: 1, tokensPerSecond: 900 }),
    point('sft', 2, 'sft', 0, { loss: 1, tokensPerSecond: 12_345.6 }),
    point('sft', 2, 'sft', 0, { passAt1: 0.5 }),
  ]
  expect(speedText({ ...emptyResults, points: PointStore.of(points), progress })).toBe('12,346 tokens/s · 40 s so far')
  expect(speedText(emptyResults)).toBe('')
})

test('who waits for a close-up is told when it comes', () => {
  const early = { ...emptyResults, progress: { ...progress, stage: 'pretrain' } as const }
  expect(stepHint(early, 'paused', 0)).toMatch(/SFT and RL/)
  expect(stepHint(early, 'running', 1)).toMatch(/SFT and RL/)
  expect(stepHint(early, 'running', 0)).toBeUndefined()
  const update = { kind: 'update', stage: 'rl', step: 12, seed: 0, learningRate: 1, arms: [] } as const
  expect(stepHint({ ...emptyResults, progress, update }, 'paused', 0)).toBeUndefined()
})
