import { expect, test } from 'vitest'
import { CHANNELS } from '../../../../src/policy/metrics'
import { readMetrics } from '../../../../src/policy/webgpu/metricsRing'
import { CHANNEL_ROW, channel } from '../../../../src/policy/webgpu/wgsl/structs'
import { GRPO, pear, UNIFORM } from '../../../helpers/policy/fixtures'

/** A member's row with channel i at i + 1, so that each is known by its value. */
const values = Float32Array.from({ length: 3 * CHANNEL_ROW }, (_, i) => 1 + i)

test('each member gets its own channels, and NaN for what its objective does not have', () => {
  const [uniform, token, grpo] = readMetrics(values, [UNIFORM, pear('token'), GRPO], true)
  expect([uniform?.loss, token?.loss, grpo?.loss]).toEqual([1, 17, 33])
  expect([uniform?.gradNorm, token?.gradNorm, grpo?.gradNorm]).toEqual([15, 31, 47])
  expect([uniform?.kl, token?.kl, grpo?.kl]).toEqual([6, 22, 38])
  expect([uniform?.deltaClippedLow, token?.deltaClippedLow, grpo?.deltaClippedLow]).toEqual([NaN, 23, NaN])
  expect([uniform?.logGClippedHigh, token?.logGClippedHigh, grpo?.logGClippedHigh]).toEqual([NaN, 26, NaN])
  expect([uniform?.ratioClippedHigh, token?.ratioClippedHigh, grpo?.ratioClippedHigh]).toEqual([NaN, NaN, 44])
  expect([uniform?.meanWeight, token?.meanWeight, grpo?.meanWeight]).toEqual([4, 20, NaN])
  expect([uniform?.mismatchMax, token?.mismatchMax, grpo?.mismatchMax]).toEqual([NaN, NaN, 46])
})

test('the effective sample size is the weights’ share, at most 1', () => {
  const row = new Float32Array(CHANNEL_ROW)
  row[channel('weight')] = 0.5
  row[channel('weightSquared')] = 0.5
  expect(readMetrics(row, [UNIFORM], false)[0]?.effectiveSampleSize).toBe(0.5)
  row[channel('weightSquared')] = 0.2
  expect(readMetrics(row, [UNIFORM], false)[0]?.effectiveSampleSize).toBe(1)
})

test('there is no divergence without a reference', () => {
  expect(readMetrics(values, [UNIFORM], false)[0]?.kl).toBeNaN()
})

test('a row has room for every channel and the gradient’s norm', () => {
  expect(CHANNELS.length).toBeLessThan(CHANNEL_ROW)
  expect(channel('gradNorm')).toBe(CHANNELS.length)
})
