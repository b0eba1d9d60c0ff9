import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemberRange } from '../../../../src/policy/members'
import { memberGroups, passBytes, shardRanges } from '../../../../src/policy/webgpu/groups'
import { layoutOf } from '../../../../src/policy/webgpu/layout'
import { passSizes } from '../../../../src/policy/webgpu/passes/sizes'

const range = ({ from, to }: MemberRange): number[] => Array.from({ length: to - from }, (_, i) => from + i)
const firstOf = (members: number): number[] => Array.from({ length: members }, (_, member) => member)

test('groups hold every member once, in order and within the limits, in as few groups as fit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.record({ member: fc.integer({ min: 1, max: 50 }), more: fc.nat({ max: 200 }), shared: fc.nat({ max: 40 }) }),
      fc.record({ buffer: fc.integer({ min: 50, max: 2_000 }), budget: fc.nat({ max: 5_000 }) }),
      (members, { member, more, shared }, limits) => {
        // A buffer of which every member has a part, one that they share, and others.
        const bytesOf = (count: number) => {
          return { largest: Math.max(count * member, shared), total: count * (member + more) + shared }
        }
        const groups = memberGroups(members, bytesOf, limits)
        expect(groups.flatMap(range)).toEqual(firstOf(members))
        // Passes are recorded by size: all but the last have one.
        const counts = groups.map(({ from, to }) => to - from)
        expect(new Set(counts.slice(0, -1)).size).toBeLessThanOrEqual(1)
        expect(counts.at(-1)).toBeLessThanOrEqual(counts[0] ?? 0)
        const fits = (count: number): boolean => {
          const { largest, total } = bytesOf(count)
          return largest <= limits.buffer && total <= limits.budget
        }
        // One member goes through whatever the budget says.
        for (const count of counts) expect(count === 1 || fits(count)).toBe(true)
        const fewer = counts.length - 1
        expect(fewer > 0 && fits(Math.ceil(members / fewer))).toBe(false)
      },
    ),
  )
})

test('one member that no buffer of the device can hold is refused with a sentence for people', () => {
  const cut = () => memberGroups(2, () => ({ largest: 3e6, total: 4e6 }), { buffer: 2e6, budget: 1e9 })
  expect(cut).toThrow(/needs a buffer of 3 MB and this device allows 2 MB/)
  expect(cut).toThrow(expect.objectContaining({ name: 'DeviceError', problem: 'insufficient' }))
})

test('members that fit are not cut', () => {
  const layout = layoutOf({ vocabulary: 13, dModel: 64, heads: 4, layers: 2, dFF: 176 })
  const spec = (members: number) => {
    const sizes = passSizes({ slots: 1, rows: 200, length: 16 }, members)
    return { layout, sizes, hasReference: false, hasDistributions: false }
  }
  const limits = { buffer: 2 ** 27, budget: 2 ** 30 }
  expect(memberGroups(25, (members) => passBytes('score', spec(members)), limits)).toHaveLength(1)
  const tight = { ...limits, budget: 2 ** 24 }
  expect(memberGroups(25, (members) => passBytes('train', spec(members)), tight)).toHaveLength(25)
})

test('a shard holds as many members as one buffer', () => {
  const layout = layoutOf({ vocabulary: 7, dModel: 12, heads: 2, layers: 2, dFF: 10 })
  const ranges = shardRanges(7, layout, 4 * 4 * layout.size + 100)
  expect(ranges).toEqual([
    { from: 0, to: 4 },
    { from: 4, to: 7 },
  ])
  expect(() => shardRanges(1, layout, 4 * layout.size - 1)).toThrow(/Use a smaller model/)
})
