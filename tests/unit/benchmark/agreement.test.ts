import { expect, test } from 'vitest'
import { checkLosses, Disagreement } from '../../../src/benchmark/agreement'
import { contestantOf } from '../../../src/benchmark/contestant'
import { rolloutPrompts, SAMPLING, SHAPE, trainBatch } from '../../../src/benchmark/workload'
import { parameterCount } from '../../../src/policy/shape'
import { openReferenceEngine } from '../../../src/policy/reference'

test('losses agree up to rounding', () => {
  expect(checkLosses('it', [4.0002, 3], [4, 3])).toBeCloseTo(0.0002, 9)
})

test.each([
  ['another loss', [4, 3.1]],
  ['a missing step', [4]],
  ['NaN', [4, NaN]],
])('%s is another program', (_, losses) => {
  expect(() => checkLosses('it', losses, [4, 3])).toThrow(Disagreement)
})

test('the workload is what the documents say', () => {
  expect(parameterCount(SHAPE)).toBe(103_232)
  const batch = trainBatch(4, 32)
  expect([batch.rows, batch.length, batch.slots, batch.slotOf]).toEqual([32, 48, 1, [0, 0, 0, 0]])
  expect(new Set(batch.counts)).toEqual(new Set([45]))
  const prompts = rolloutPrompts(256)
  expect([prompts.rows, prompts.length, SAMPLING.maxResponse, SAMPLING.stops]).toEqual([256, 24, 24, []])
})

test('an engine as a contestant trains: member 0 is the same alone and in a population', async () => {
  const contestant = contestantOf('reference', await openReferenceEngine('cpu'))
  const losses = async (members: number): Promise<number[]> => {
    const training = await contestant.openTraining(members, 1)
    training.step()
    const before = await training.finish()
    training.step()
    const after = await training.finish()
    training.dispose()
    expect(before).toHaveLength(members)
    return [before[0] ?? NaN, after[0] ?? NaN]
  }
  const [before = NaN, after = NaN] = await losses(1)
  expect(after).toBeLessThan(before)
  expect(await losses(2)).toEqual([before, after])
  contestant.dispose()
})
