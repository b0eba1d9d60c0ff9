import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dealMembers, placeMembers, shareOf } from '../../../../src/policy/pool/deal'
import { randomBatch } from '../../../helpers/policy/fixtures'

test('every member is dealt once, and no worker has two more than another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 40 }), (members, workers) => {
      const hands = dealMembers(members, workers)
      expect(hands).toHaveLength(workers)
      expect(hands.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: members }, (_, member) => member))
      const sizes = hands.map((own) => own.length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      for (const own of hands) expect(own).toEqual([...own].sort((a, b) => a - b))
    }),
  )
})

test('where arms cost differently, no worker gets the same arm of every seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 2, max: 10 }), (arms, seeds) => {
      // As many workers as seeds, or as arms: dealt in turn, a worker would have one seed of all arms, or one arm of all seeds.
      for (const workers of [seeds, arms]) {
        const most = Math.max(
          ...dealMembers(arms * seeds, workers).flatMap((own) =>
            Array.from({ length: arms }, (_, arm) => own.filter((member) => Math.floor(member / seeds) === arm).length),
          ),
        )
        expect(most).toBeLessThanOrEqual(Math.ceil(seeds / workers) + 1)
      }
    }),
  )
})

test('a share holds each slot that its members read once, and a member finds its own rows there', () => {
  const batch = randomBatch(3, [0, 1, 0, 2, 3, 1])
  const members = [1, 3, 5]
  const share = shareOf(batch, members)
  expect(share.slots).toBe(2)
  expect(share.slotOf).toEqual([0, 1, 0])
  const size = batch.rows * batch.length
  members.forEach((member, place) => {
    const [from, own] = [batch.slotOf[member] ?? NaN, share.slotOf[place] ?? NaN]
    for (const field of ['inputs', 'targets', 'behaviourLogProbs', 'oldLogProbs'] as const)
      expect(share[field]?.slice(own * size, (own + 1) * size)).toEqual(
        batch[field]?.slice(from * size, (from + 1) * size),
      )
    for (const field of ['firsts', 'counts', 'advantages'] as const)
      expect(share[field]?.slice(own * batch.rows, (own + 1) * batch.rows)).toEqual(
        batch[field]?.slice(from * batch.rows, (from + 1) * batch.rows),
      )
  })
  // What is sent is given away: the batch keeps its own.
  expect(share.inputs.buffer).not.toBe(batch.inputs.buffer)
})

test('what workers give comes back to its places', () => {
  const target = new Float32Array(8)
  placeMembers(target, new Float32Array([1, 2, 3, 4]), [3, 0])
  expect([...target]).toEqual([3, 4, 0, 0, 0, 0, 1, 2])
})
