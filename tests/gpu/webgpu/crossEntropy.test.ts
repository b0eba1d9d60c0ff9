import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import type { TokenBatch } from '../../../src/policy/engine'
import type { Gpu } from '../../../src/policy/webgpu/device/gpu'
import { crossEntropy, type CrossEntropyOptions } from '../../../src/policy/webgpu/kernels/crossEntropy'
import { gridOf } from '../../helpers/webgpu/grid'
import { layoutOf } from '../../../src/policy/webgpu/layout'
import { passSizes } from '../../../src/policy/webgpu/passes/sizes'
import { uploadLayout } from '../../../src/policy/webgpu/upload/layout'
import { Upload } from '../../../src/policy/webgpu/upload/step'
import { TINY } from '../../helpers/policy/fixtures'
import { bits, openGpu, runKernels } from '../../helpers/webgpu/objectiveRun'

/** Two slots for three members, with a number of positions that fills no tile. */
const SIZE = { members: 3, slots: 2, rows: 3, length: 5 }
const POSITIONS = 15
const ROWS = 16
const SLOT_OF = [1, 0, 1]

function randomBatch(seed: number, vocabulary: number): TokenBatch {
  const rng = createRng(seed, 'batch')
  const ids = (): Int32Array => Int32Array.from({ length: 2 * POSITIONS }, () => rng.integer(vocabulary))
  const nothing = new Int32Array(6)
  return {
    slots: 2,
    rows: 3,
    length: 5,
    inputs: ids(),
    targets: ids(),
    firsts: nothing,
    counts: nothing,
    slotOf: SLOT_OF,
  }
}

/** `[M, R, V]` of numbers around a large one, which a naive exp would not survive; garbage in padding. */
function randomLogits(seed: number, vocabulary: number, shift: number): Float32Array {
  const rng = createRng(seed, 'logits')
  const width = Math.ceil(vocabulary / 4) * 4
  return Float32Array.from({ length: SIZE.members * ROWS * width }, (_, i) =>
    i % width < vocabulary && Math.floor(i / width) % ROWS < POSITIONS ? shift + 6 * rng.uniform() : NaN,
  )
}

/** log softmax of row r of member m, in float64. */
function logSoftmax(logits: Float32Array, vocabulary: number, m: number, r: number): number[] {
  const width = Math.ceil(vocabulary / 4) * 4
  const row = [...logits.subarray((m * ROWS + r) * width, (m * ROWS + r) * width + vocabulary)]
  const top = Math.max(...row)
  const logSum = Math.log(row.reduce((sum, x) => sum + Math.exp(x - top), 0))
  return row.map((x) => x - top - logSum)
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? NaN), 0)

describe('log-probabilities, entropies and divergences', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
  })
  afterAll(() => {
    gpu.dispose()
    gpu.device.destroy()
  })

  async function run(
    batch: TokenBatch,
    vocabulary: number,
    options: CrossEntropyOptions,
    logits: Float32Array,
    referenceLogProbs?: Float32Array,
  ) {
    const members = batch.slotOf.length
    const upload = new Upload(uploadLayout(passSizes(SIZE, members)))
    upload.packTokens(batch)
    const kernel = crossEntropy(layoutOf({ ...TINY, vocabulary }), options)
    const tokens = new Float32Array(members * ROWS * 4).fill(NaN)
    const data = { logits, tokens, ...(referenceLogProbs && { referenceLogProbs }) }
    return runKernels(gpu, [{ kernel, grid: gridOf(kernel, ROWS, members) }], data, ['logits', 'tokens'], upload)
  }

  test.each([1, 3, 7, 8, 40, 129])('are those of a plain loop over %i tokens', async (vocabulary) => {
    const width = Math.ceil(vocabulary / 4) * 4
    const batch = randomBatch(vocabulary, vocabulary)
    const logits = randomLogits(vocabulary, vocabulary, 90)
    const reference = randomLogits(vocabulary + 1, vocabulary, -90)
    const frozen = await run(batch, vocabulary, { output: 'logProbs', kl: false }, reference)
    const policy = await run(batch, vocabulary, { output: 'probabilities', kl: true }, logits, frozen.logits)
    for (let m = 0; m < SIZE.members; m++) {
      for (let r = 0; r < POSITIONS; r++) {
        const logPi = logSoftmax(logits, vocabulary, m, r)
        const logRef = logSoftmax(reference, vocabulary, m, r)
        const pi = logPi.map(Math.exp)
        const target = batch.targets[(SLOT_OF[m] ?? 0) * POSITIONS + r] ?? 0
        const kl = dot(pi, logPi) - dot(pi, logRef)
        const expected = [logPi[target] ?? NaN, -dot(pi, logPi), kl, 0]
        const start = m * ROWS + r
        expected.forEach((value, i) => {
          expect(policy.tokens[4 * start + i]).toBeCloseTo(value, 4)
        })
        expect(frozen.tokens[4 * start + 2]).toBe(0)
        const padding = new Array<number>(width - vocabulary).fill(0)
        ;[...pi, ...padding].forEach((value, v) => {
          expect(policy.logits[start * width + v]).toBeCloseTo(value, 5)
        })
        ;[...logRef, ...padding].forEach((value, v) => {
          expect(frozen.logits[start * width + v]).toBeCloseTo(value, 4)
        })
      }
      const last = (m + 1) * ROWS - 1
      expect([...policy.tokens.subarray(4 * last, 4 * last + 4)]).toEqual([0, 0, 0, 0])
      expect(policy.logits.subarray(last * width, (last + 1) * width).every((x) => x === 0)).toBe(true)
    }
  })

  test('leave the logits as they are where only scores are wanted, and score the same bits', async () => {
    const batch = randomBatch(1, 7)
    const logits = randomLogits(1, 7, 0)
    const [scored, trained] = [
      await run(batch, 7, { output: 'none', kl: false }, logits),
      await run(batch, 7, { output: 'probabilities', kl: false }, logits),
    ]
    expect(bits(scored.logits)).toEqual(bits(logits))
    expect(bits(scored.tokens)).toEqual(bits(trained.tokens))
  })

  test('of a member are the same bits alone and beside one that diverged', async () => {
    const batch = randomBatch(2, 7)
    const logits = randomLogits(2, 7, 0)
    const own = logits.slice(ROWS * 8, 2 * ROWS * 8)
    logits.fill(NaN, 0, ROWS * 8)
    const together = await run(batch, 7, { output: 'probabilities', kl: false }, logits)
    const alone = await run({ ...batch, slotOf: [0] }, 7, { output: 'probabilities', kl: false }, own)
    expect(bits(alone.tokens)).toEqual(bits(together.tokens.subarray(ROWS * 4, 2 * ROWS * 4)))
    expect(bits(alone.logits)).toEqual(bits(together.logits.subarray(ROWS * 8, 2 * ROWS * 8)))
  })

  test('have entropy 0 and log-probability 0 where one token has all the mass', async () => {
    const logits = new Float32Array(SIZE.members * ROWS * 8).map((_, i) => (i % 8 === 2 ? 0 : -5000))
    const batch = { ...randomBatch(3, 7), targets: new Int32Array(2 * POSITIONS).fill(2) }
    const { tokens } = await run(batch, 7, { output: 'probabilities', kl: false }, logits)
    expect([...tokens].map(Math.abs)).toEqual(new Array(tokens.length).fill(0))
  })
})
