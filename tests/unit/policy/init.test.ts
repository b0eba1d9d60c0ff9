import { expect, test } from 'vitest'
import { standardDeviation } from '../../../src/core/statistics'
import { initialParameters } from '../../../src/policy/init'
import { parameterSpans } from '../../../src/policy/shape'

const SHAPE = { vocabulary: 20, dModel: 64, heads: 4, layers: 2, dFF: 176 }

test('is a function of shape and seed', () => {
  expect(initialParameters(SHAPE, 7)).toEqual(initialParameters(SHAPE, 7))
  expect(initialParameters(SHAPE, 7)).not.toEqual(initialParameters(SHAPE, 8))
})

test('has gains of 1 and weights of the documented spread', () => {
  const parameters = initialParameters(SHAPE, 1)
  const expected: Record<string, number> = {
    embedding: 1 / 8,
    wqkv: 1 / 8,
    wo: 1 / 16,
    wgate: 1 / 8,
    wup: 1 / 8,
    wdown: 1 / Math.sqrt(176) / 2,
  }
  for (const { name, shape, offset, size } of parameterSpans(SHAPE)) {
    const part = Array.from(parameters.subarray(offset, offset + size))
    if (shape.length === 1) expect(part.every((value) => value === 1)).toBe(true)
    else expect(standardDeviation(part) / (expected[name.split('.').at(-1) ?? ''] ?? NaN)).toBeCloseTo(1, 1)
  }
})
