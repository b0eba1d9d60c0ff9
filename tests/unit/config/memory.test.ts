import { describe, expect, test } from 'vitest'
import { parseConfig, type ExperimentConfig } from '../../../src/config/config'
import { estimateMemory, shortages, sizeText } from '../../../src/config/memory'

/** Vocabulary 13, prompts of 6 tokens, responses of 4: sequences of 9 positions. */
function tiny(changes: object = {}): ExperimentConfig {
  const result = parseConfig({
    arms: ['none', 'sft', 'token'],
    seeds: { count: 2 },
    game: { id: 'track', difficulty: { cups: 3, balls: 1, maxSwaps: 2 } },
    model: { dModel: 16, heads: 2, layers: 1, dFF: 32 },
    pretrain: { steps: 1, batch: 16, anew: true },
    data: { pairs: 64 },
    sft: { steps: 2, batch: 24 },
    rl: { steps: 2, prompts: 4, group: 4 },
    evaluation: { prompts: 12, samples: 4, k: 4, every: 3 },
    ...changes,
  })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

const limits = (bytes: number) => ({ maxBufferSize: 4 * bytes, maxStorageBufferBindingSize: bytes })

// By hand, of one member: embedding 16·16, norms 3·64, q k v 16·48, output 16·16, gate and up 16·64, down 32·16.
const NUMBERS = 256 + 3 * 64 + 768 + 256 + 1024 + 512
// Numbers a row that a layer leaves: x 16, qkv 48, attended 16, log sums 2, middle 16, two scales, gate and up 64, hidden 32.
const LAYER = 16 + 48 + 16 + 2 + 16 + 2 + 64 + 32
// Then x, a scale, the logits and what is read of them; and what the backward pass adds.
const FORWARD = LAYER + 16 + 1 + 16 + 4
const BACKWARD = 1 + 2 * 16 + 16 + 64 + 16 + 48 + 2
// A reference leaves its log-probabilities and what is read of them.
const REFERENCE = 16 + 4
const GRADIENT = NUMBERS + 256
/** RoPE's factors: 9 positions of 2 · 4. */
const ROPE = 4 * 9 * 8

const train = (members: number, sequences: number, rows: number, parts: number, reference = 0): number => {
  // What is summed and measured: 16 numbers a sequence, 512 parts of a norm, 16 metrics, and a factor, in whole vectors.
  const sums = members * 4 * (16 * sequences + 512 + 16) + 16 * Math.ceil(members / 4)
  return members * 4 * (rows * (FORWARD + BACKWARD + reference) + (parts + 1) * GRADIENT) + sums + ROPE
}
/** Scores keep no stream apart from the layer's. */
const score = (members: number, rows: number): number => members * 4 * rows * (FORWARD - 16) + ROPE
/** Uniforms 256 each, a member 96, a row 16, two lists of 8 a position, each rounded up to 256. */
const upload = (members: number, slots: number, sequences: number, rows: number): number =>
  512 +
  [members * 96, slots * sequences * 16, slots * rows * 8, slots * rows * 8].reduce(
    (sum, bytes) => sum + 256 * Math.ceil(bytes / 256),
    0,
  )

describe('memory', () => {
  const memory = estimateMemory(tiny())

  test('of policies: parameters and two moments of all that live when RL ends', () => {
    expect(NUMBERS).toBe(3008)
    // 2 base policies, 4 that SFT made, and 6 in RL with their references and origins; 32 steps' metrics of those that train.
    expect(memory.members).toBe(6)
    expect(memory.policies).toBe((2 + 4 + 3 * 6) * 3 * 4 * NUMBERS + (2 + 4 + 6) * 32 * 16 * 4)
  })

  test('of policies grows with a frozen π₀ beside SFT, of one arm or of all', () => {
    const more = 4 * 3 * 4 * NUMBERS
    expect(estimateMemory(tiny({ pear: { ratio: 'initial' } })).policies).toBe(memory.policies + more)
    expect(estimateMemory(tiny({ own: { token: { ratio: 'initial' } } })).policies).toBe(memory.policies + more)
  })

  test('of rollouts: keys, values and results of the largest, which is the evaluation', () => {
    const rows = 12 * (4 + 1)
    // Workgroups decode 32 sequences of at most 9 positions; prompts of 6 tokens and 16 bytes a row for 2 seeds.
    const [cache, results] = [6 * 64 * 9 * 2 * 16 * 4, 6 * rows * 4 * 16]
    const [prompts, uniforms, members, stops] = [2 * rows * (6 * 4 + 16), 256, 32, 16]
    expect(memory.rollouts).toBe(cache + results + prompts + ROPE + uniforms + members + stops)
  })

  test('of passes: what each allocates for its members', () => {
    const pretrain = train(2, 16, 144, 2) + upload(2, 2, 16, 144)
    const sft = train(4, 24, 224, 2) + upload(4, 2, 24, 224)
    const rl = train(6, 16, 144, 2, REFERENCE) + upload(6, 6, 16, 144)
    const evaluations = [2, 4, 6].reduce((sum, members) => sum + score(members, 112) + upload(members, 2, 12, 112), 0)
    expect(memory.passes).toBe(pretrain + sft + rl + evaluations)
    expect(memory.total).toBe(memory.policies + memory.rollouts + memory.passes)
  })

  test('is that of smaller groups where the device allows small buffers', () => {
    // A member’s largest buffer in SFT has 57,344 bytes, so that one with 60,000 takes members one by one.
    expect(estimateMemory(tiny(), limits(60_000)).passes).toBeLessThan(memory.passes / 2)
  })
})

describe('a device', () => {
  test('with room for everything has no complaint', () => {
    expect(shortages(tiny(), limits(60_000))).toEqual({})
  })

  test('without room for a batch says so at the batch', () => {
    const problems = shortages(tiny(), limits(40_000))
    expect(problems).toEqual({
      'sft.batch':
        'A step of this batch needs a buffer of 0.1 MB; this device allows 0.1 MB. Make it or the model smaller.',
    })
  })

  test('without room for a policy says so at its size', () => {
    expect(shortages(tiny(), limits(4 * NUMBERS - 1))['model.dModel']).toMatch(/^A policy of this size needs a buffer/)
    expect(shortages(tiny(), limits(4 * NUMBERS))['model.dModel']).toBeUndefined()
  })
})

test('sizes have the digits that an estimate deserves', () => {
  expect([3e4, 2.34e6, 12.3e6, 2.1e8, 1.36e9, 23.4e9].map(sizeText)).toEqual([
    '0.1 MB',
    '2.3 MB',
    '12 MB',
    '0.2 GB',
    '1.4 GB',
    '23 GB',
  ])
})
