import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MemberGroup, memberGroups } from '../../../../src/policy/webgpu/groups'
import { layoutOf } from '../../../../src/policy/webgpu/layout'
import { scoreBytes, trainBytes } from '../../../../src/policy/webgpu/passes/bytes'
import type { Shard } from '../../../../src/policy/webgpu/members'

/** Shards of so many members each; nothing looks into their buffers. */
function shardsOf(sizes: readonly number[]): Shard[] {
  const buffer = {} as GPUBuffer
  const buffers = { parameters: buffer, firstMoments: buffer, secondMoments: buffer }
  return sizes.map((members, id) => ({
    id,
    members,
    from: sizes.slice(0, id).reduce((a, b) => a + b, 0),
    ...buffers,
  }))
}

const range = ({ from, to }: MemberGroup): number[] => Array.from({ length: to - from }, (_, i) => from + i)

test('groups hold every member once, in order, within a shard and within the limits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
      fc.record({ largest: fc.integer({ min: 1, max: 50 }), more: fc.nat({ max: 200 }) }),
      fc.record({ buffer: fc.integer({ min: 50, max: 2_000 }), budget: fc.nat({ max: 5_000 }) }),
      (sizes, { largest, more }, limits) => {
        const shards = shardsOf(sizes)
        const bytes = { largest, total: largest + more }
        const groups = memberGroups(shards, bytes, limits)
        expect(groups.flatMap(range)).toEqual(
          Array.from({ length: sizes.reduce((a, b) => a + b) }, (_, member) => member),
        )
        for (const shard of shards) {
          const own = groups.filter((group) => group.shard === shard)
          expect(own.flatMap(range)).toEqual(Array.from({ length: shard.members }, (_, i) => shard.from + i))
          // Passes are recorded by size: all but the last have one.
          const counts = own.map(({ from, to }) => to - from)
          expect(new Set(counts.slice(0, -1)).size).toBeLessThanOrEqual(1)
          expect(counts.at(-1)).toBeLessThanOrEqual(counts[0] ?? 0)
          for (const count of counts) {
            expect(count * largest).toBeLessThanOrEqual(limits.buffer)
            // One member goes through whatever the budget says.
            if (count > 1) expect(count * bytes.total).toBeLessThanOrEqual(limits.budget)
          }
        }
      },
    ),
  )
})

test('one member that no buffer of the device can hold is refused with a sentence for people', () => {
  const cut = () => memberGroups(shardsOf([2]), { largest: 3e6, total: 4e6 }, { buffer: 2e6, budget: 1e9 })
  expect(cut).toThrow(/needs a buffer of 3 MB and this device allows 2 MB/)
  expect(cut).toThrow(expect.objectContaining({ name: 'DeviceError', problem: 'insufficient' }))
})

test('members that fit are not cut', () => {
  const layout = layoutOf({ vocabulary: 13, dModel: 64, heads: 4, layers: 2, dFF: 176 })
  const sizes = { rows: 3_200, parts: 16 }
  const limits = { buffer: 2 ** 27, budget: 2 ** 30 }
  expect(memberGroups(shardsOf([25]), scoreBytes(layout, sizes), limits)).toHaveLength(1)
  expect(memberGroups(shardsOf([25]), trainBytes(layout, sizes), { ...limits, budget: 2 ** 24 }).length).toBe(25)
})
