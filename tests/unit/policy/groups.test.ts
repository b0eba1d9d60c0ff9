import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memberGroups } from '../../../src/policy/reference/chunks'

const SHAPE = { vocabulary: 13, dModel: 64, heads: 4, layers: 2, dFF: 176 }

test('groups hold every member once, in order, and differ in size by the last alone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 200 }),
      fc.nat(2 ** 31),
      (members, rows, budget) => {
        const groups = memberGroups(members, { rows, length: 25 }, SHAPE, budget)
        expect(groups.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(
          Array.from({ length: members }, (_, i) => i),
        )
        const sizes = groups.map(({ from, to }) => to - from)
        expect(new Set(sizes.slice(0, -1)).size).toBeLessThanOrEqual(1)
        expect(sizes.at(-1)).toBeLessThanOrEqual(sizes[0] ?? 0)
      },
    ),
  )
})

test('the default experiment’s RL step is cut, its single members are not', () => {
  const batch = { rows: 128, length: 25 }
  expect(memberGroups(25, batch, SHAPE).length).toBeGreaterThan(1)
  expect(memberGroups(1, batch, SHAPE)).toEqual([{ from: 0, to: 1 }])
})
