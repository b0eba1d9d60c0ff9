import { expect, test } from 'vitest'
import { PointStore } from '../../../src/results/store'
import { compareRuns, sameTask } from '../../../src/ui/runs/Comparison'
import { outcomeOf } from '../../../src/ui/runs/library/head'
import { configWith, passAt1, runOf } from './runsFixtures'

test('runs are paired by the seeds that both have', () => {
  // Seeds 4, 5, 6 and 5, 6, 7: the pairs of SFT are (0.4, 0.1) and (0.6, 0.5).
  const one = runOf([0.2, 0.4, 0.6], [0.5, 0.5, 0.5])
  const other = runOf([0.1, 0.5, 0.9], [0.5, 0.5, 0.5], { first: 5 })
  const [sft] = compareRuns(one, other)
  expect(sft?.arm).toBe('sft')
  expect(sft?.postRl.one?.mean).toBeCloseTo(0.4)
  expect(sft?.postRl.other?.mean).toBeCloseTo(0.5)
  // Differences 0.3 and 0.1: mean 0.2, standard error 0.1, t(0.975, 1) = 12.706.
  expect(sft?.postRl.difference).toMatchObject({ n: 2 })
  expect(sft?.postRl.difference?.mean).toBeCloseTo(0.2)
  expect(sft?.postRl.difference?.low).toBeCloseTo(0.2 - 1.2706, 3)
  expect(sft?.postRl.difference?.high).toBeCloseTo(0.2 + 1.2706, 3)
  expect(sft?.postSft).toEqual({})
})

test('without a common seed there are two means and no difference', () => {
  const [sft] = compareRuns(runOf([0.2, 0.4], [0.5, 0.5]), runOf([0.1, 0.5], [0.5, 0.5], { first: 40 }))
  expect(sft?.postRl).toMatchObject({ one: { n: 2 }, other: { n: 2 } })
  expect(sft?.postRl).not.toHaveProperty('difference')
})

test('an arm of one run alone has a row, with nothing to compare', () => {
  const one = runOf([0.2], [0.5])
  const other = {
    ...one,
    config: configWith({ arms: ['dft'], rl: one.config.rl }),
    points: PointStore.of([passAt1('dft', 4, 10, 0.3)]),
  }
  expect(compareRuns(one, other).map(({ arm, postRl }) => [arm, postRl.one?.mean, postRl.other?.mean])).toEqual([
    ['sft', 0.2, undefined],
    ['token', 0.5, undefined],
    ['dft', undefined, 0.3],
  ])
})

test('each run is taken after its own last RL step, and where its RL starts', () => {
  const one = runOf([0.5], [0.5])
  const longer = {
    ...one,
    config: configWith({ arms: ['sft'], rl: { ...one.config.rl, steps: 20 } }),
    points: PointStore.of([passAt1('sft', 4, 0, 0.1), passAt1('sft', 4, 10, 0.2), passAt1('sft', 4, 20, 0.9)]),
  }
  const [sft] = compareRuns(longer, one)
  expect(sft?.postSft.one?.mean).toBe(0.1)
  expect(sft?.postRl.one?.mean).toBe(0.9)
  expect(sft?.postRl.difference?.mean).toBeCloseTo(0.4)
})

test('runs are of the same task unless game or held-out prompts differ', () => {
  const smoke = configWith()
  expect(sameTask(smoke, configWith({ pear: { ...smoke.pear, gamma: 0.6 } }))).toBe(true)
  expect(sameTask(smoke, configWith({ game: { id: 'sort' } }))).toBe(false)
  expect(sameTask(smoke, configWith({ evaluation: { ...smoke.evaluation, prompts: 7 } }))).toBe(false)
})

test('the list shows SFT, PEAR (token), their paired difference and the best arm', () => {
  const outcome = outcomeOf(runOf([0.2, 0.4], [0.5, 0.9]))
  expect(outcome.best?.arm).toBe('token')
  expect(outcome.sft?.passAt1.mean).toBeCloseTo(0.3)
  expect(outcome.pear?.passAt1.mean).toBeCloseTo(0.7)
  // Differences 0.3 and 0.5.
  expect(outcome.difference?.mean).toBeCloseTo(0.4)
  expect(outcome.difference?.standardError).toBeCloseTo(0.1)
})

test('a run that has not got through RL has no outcome, and the best may be SFT', () => {
  const early = runOf([0.2], [0.5])
  expect(outcomeOf({ ...early, points: PointStore.of([passAt1('sft', 4, 0, 0.2)]) })).toEqual({})
  expect(outcomeOf(runOf([0.6], [0.5])).best?.arm).toBe('sft')
})
