import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atan, cos, exp, log, power, sin } from '../../../src/core/elementary'

/** How many float64 lie between two numbers. */
function gap(a: number, b: number): number {
  if (Object.is(a, b)) return 0
  const [x, y] = [a, b].map((value) => {
    const bits = new BigInt64Array(new Float64Array([value]).buffer)[0] as bigint
    return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits
  }) as [bigint, bigint]
  return Number(x > y ? x - y : y - x)
}

const inside = (min: number, max: number) => fc.double({ min, max, noNaN: true })

test.each([
  ['exp', exp, Math.exp, inside(-700, 700)],
  ['log', log, Math.log, inside(1e-300, 1e300)],
  ['cos', cos, Math.cos, inside(-1e4, 1e4)],
  ['sin', sin, Math.sin, inside(-1e4, 1e4)],
  ['atan', atan, Math.atan, inside(-1e6, 1e6)],
])('%s is within a bit of what this machine computes', (_, own, host, range) => {
  fc.assert(
    fc.property(range, (x) => {
      expect(gap(own(x), host(x))).toBeLessThanOrEqual(1)
    }),
    { numRuns: 2_000 },
  )
})

test('a power is within a bit of what this machine computes', () => {
  fc.assert(
    fc.property(inside(1e-3, 1e3), inside(-30, 30), (x, y) => {
      expect(gap(power(x, y), Math.pow(x, y))).toBeLessThanOrEqual(1)
    }),
    { numRuns: 2_000 },
  )
})

test('ends and exact values are those of the language', () => {
  expect([exp(0), exp(-Infinity), exp(Infinity), exp(-800), exp(710)]).toEqual([1, 0, Infinity, 0, Infinity])
  expect([log(1), log(0), log(-1), log(Infinity)]).toEqual([0, -Infinity, NaN, Infinity])
  expect([cos(0), sin(0), atan(0), atan(Infinity)]).toEqual([1, 0, 0, Math.PI / 2])
  const pairs = [0, 1, -1, 2, -2, 0.5, Infinity].flatMap((x) => [0, 1, -1, 2, 3, 0.5, -0.5].map((y) => [x, y] as const))
  for (const [x, y] of pairs) expect(power(x, y), `${x} ** ${y}`).toBe(x ** y)
  expect(power(-0, -1)).toBe(Infinity)
})

test.each([
  ['e', exp(1), 2.718281828459045],
  ['ln 2', log(2), 0.6931471805599453],
  ['cos 1', cos(1), 0.5403023058681398],
  ['sin 1', sin(1), 0.8414709848078965],
  ['atan 2', atan(2), 1.1071487177940904],
  ['0.95¹⁰⁰⁰', power(0.95, 1000), 5.2918227477448005e-23],
])('%s is within a bit of what mpmath gives with 40 digits', (_, own, known) => {
  expect(gap(own, known)).toBeLessThanOrEqual(1)
})
