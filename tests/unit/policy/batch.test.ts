import { expect, test } from 'vitest'
import { alignToTargets, packPrompts, packSequences } from '../../../src/policy/batch'

const SLOTS = [
  [
    { prompt: [1, 2], response: [3, 4] },
    { prompt: [5], response: [6] },
  ],
  [{ prompt: [7], response: [] }],
]

test('shifts targets by one and points at the positions that predict the response', () => {
  const batch = packSequences(SLOTS, 4, [0, 1, 0])
  expect(batch).toMatchObject({ slots: 2, rows: 2, length: 4, slotOf: [0, 1, 0] })
  expect(Array.from(batch.inputs)).toEqual([1, 2, 3, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(Array.from(batch.targets)).toEqual([2, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(Array.from(batch.firsts)).toEqual([1, 0, 0, 0])
  expect(Array.from(batch.counts)).toEqual([2, 1, 0, 0])
})

test('puts numbers of response tokens where they are predicted', () => {
  const batch = packSequences(SLOTS, 4, [0])
  const aligned = alignToTargets(batch, [[[-1, -2], [-3]], [[]]])
  expect(Array.from(aligned)).toEqual([0, -1, -2, 0, -3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(() => alignToTargets(batch, [[[-1], [-3]], [[]]])).toThrow(RangeError)
})

test('refuses what does not fit', () => {
  expect(packSequences([[{ prompt: [1, 2], response: [3, 4] }]], 3, [0]).counts[0]).toBe(2)
  expect(() => packSequences([[{ prompt: [1, 2, 3], response: [3, 4] }]], 3, [0])).toThrow(RangeError)
  expect(() => packSequences([[{ prompt: [], response: [3] }]], 3, [0])).toThrow(RangeError)
})

test('packs prompts with their lengths, keys and temperatures', () => {
  const packing = { length: 3, keys: new Uint32Array(4), temperature: 0.5, slotOf: [0] }
  const prompts = packPrompts([[[1, 2], [3]]], packing)
  expect(Array.from(prompts.ids)).toEqual([1, 2, 0, 3, 0, 0])
  expect(Array.from(prompts.lengths)).toEqual([2, 1])
  expect(Array.from(prompts.temperatures)).toEqual([0.5, 0.5])
  expect(() => packPrompts([[[1, 2, 3, 4], [3]]], packing)).toThrow(RangeError)
  expect(() => packPrompts([[[], [3]]], packing)).toThrow(RangeError)
  expect(() => packPrompts([[[1]]], packing)).toThrow(RangeError)
  expect(() => packPrompts([[[1], [2]], [[1]]], packing)).toThrow(RangeError)
})
