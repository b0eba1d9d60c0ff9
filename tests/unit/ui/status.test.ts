import { expect, test } from 'vitest'
import type { ProgressEvent } from '../../../src/experiment/events'
import { defaultPreset } from '../../../src/experiment/presets'
import { addEvents, emptyResults } from '../../../src/experiment/results'
import { sampleMoments, samplesAt } from '../../../src/ui/results/sampleMoments'
import { seedValues } from '../../../src/ui/results/seedValues'
import { announcement, endText, progressText, stageStates } from '../../../src/ui/run/status'
import { fakeEvents } from '../../helpers/fakeTrainer'

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
  // A failure is an alert and must not be read twice.
  expect(announcement({ ...emptyResults, end: { kind: 'failed', message: 'No.' } }, 'over')).toBe('')
})

test('stages before the current one are done', () => {
  expect(stageStates({ ...emptyResults, progress }).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'now'])
  expect(stageStates(emptyResults).map(({ state }) => state)).toEqual(['next', 'next', 'next', 'next'])
})

/** A run whose seeds and steps these tests say themselves. */
const config: typeof defaultPreset.config = {
  ...defaultPreset.config,
  arms: ['none', 'sft', 'token'],
  seeds: { ...defaultPreset.config.seeds, first: 0, count: 5 },
  rl: { ...defaultPreset.config.rl, steps: 60 },
}

test('samples are found by moment and seed', () => {
  const results = addEvents(emptyResults, [...fakeEvents(config)])
  const moments = sampleMoments(results)
  expect(moments[0]?.title).toBe('Base policy')
  expect(moments.map(({ title }) => title)).toContain('After SFT, before RL')
  expect(moments.at(-1)?.title).toBe('After RL')
  expect(samplesAt(results, moments.at(-1)?.key ?? '', 3)?.seed).toBe(3)
  expect(samplesAt(results, moments.at(-1)?.key ?? '', 99)).toBeUndefined()
})

test('each seed has its own values at both moments', () => {
  const results = addEvents(emptyResults, [...fakeEvents(config)])
  const at = (seed: number, step: number) =>
    results.points.find(
      (p) =>
        p.stage === 'rl' && p.arm === 'token' && p.seed === seed && p.step === step && p.values.passAt1 !== undefined,
    )?.values.passAt1
  expect(seedValues(results, 'token', 'passAt1', 'postSft')).toEqual([0, 1, 2, 3, 4].map((seed) => at(seed, 0)))
  expect(seedValues(results, 'token', 'passAt1', 'postRl')).toEqual([0, 1, 2, 3, 4].map((seed) => at(seed, 60)))
  expect(seedValues(results, 'dft', 'passAt1', 'postRl')).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
