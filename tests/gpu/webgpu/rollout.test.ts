import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { packPrompts, packSequences } from '../../../src/policy/batch'
import type { PolicyEngine } from '../../../src/policy/engine'
import { openReferenceEngine } from '../../../src/policy/reference'
import type { PolicyShape } from '../../../src/policy/shape'
import type { Gpu } from '../../../src/policy/webgpu/device/gpu'
import { layoutOf } from '../../../src/policy/webgpu/layout'
import { rolloutChunks, workgroupBytes } from '../../../src/policy/webgpu/rollout/chunks'
import { fitting, granuleOf, groupBytes, type RolloutVariant } from '../../../src/policy/webgpu/rollout/variant'
import {
  largestDifference,
  memberOf,
  openGpu,
  pack,
  type Policies,
  policiesOf,
  randomPrompts,
} from '../../helpers/webgpu/rollout'

const FORMS: RolloutVariant[] = [
  { threads: 1, sequences: 2, positions: 64 },
  { threads: 64, sequences: 4, positions: 64 },
]
/** Halves of a head of 2, 3, 4 and 6 numbers; one head; three tokens; widths that are no multiples of 4. */
const SHAPES: PolicyShape[] = [
  { vocabulary: 7, dModel: 8, heads: 2, layers: 2, dFF: 12 },
  { vocabulary: 3, dModel: 6, heads: 1, layers: 1, dFF: 5 },
  { vocabulary: 9, dModel: 24, heads: 2, layers: 2, dFF: 10 },
  { vocabulary: 33, dModel: 24, heads: 3, layers: 1, dFF: 7 },
]
const SMALL: PolicyShape = { vocabulary: 7, dModel: 8, heads: 2, layers: 2, dFF: 12 }
/** Token 32 stands in the second word of the kernel's set of stops. */
const SAMPLING = { maxResponse: 6, stops: [0, 2, 4, 8, 12, 16, 20, 24, 28, 32] }
const ROWS = 11
/** Greedy, 0.7 and 1 in turn. */
const mixed = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => [0, 0.7, 1][i % 3] ?? 1)

let gpu: Gpu
let refusals: string[]
let reference: PolicyEngine
beforeAll(async () => {
  ;({ gpu, refusals } = await openGpu())
  reference = await openReferenceEngine('cpu')
})
afterAll(() => {
  reference.dispose()
  gpu.dispose()
  gpu.device.destroy()
})

describe.each(FORMS)('rollout with $threads threads for $sequences sequences', (variant) => {
  test.each(SHAPES)('answers as the reference engine does: %o', async (shape) => {
    for (const slotOf of [[0], [1, 0, 1]]) {
      const seeds = slotOf.map((_, member) => member + 1)
      const prompts = pack(randomPrompts(5, 2, ROWS, shape.vocabulary), slotOf, mixed(2 * ROWS))
      const policies = policiesOf(gpu, shape, seeds)
      const actual = await policies.roll(prompts, SAMPLING, { variant })
      policies.dispose()
      const population = reference.createPopulation(shape, seeds)
      const expected = await reference.rollout(population, prompts, SAMPLING)
      population.dispose()
      expect(actual.tokens).toEqual(expected.tokens)
      expect(actual.lengths).toEqual(expected.lengths)
      expect(largestDifference(actual.logProbs, expected.logProbs)).toBeLessThan(1e-5)
      expect(largestDifference(actual.entropies, expected.entropies)).toBeLessThan(1e-5)
      expect(new Set(actual.lengths).size).toBeGreaterThan(1)
    }
    expect(refusals).toEqual([])
  })

  describe('gives the same bits', () => {
    const slots = randomPrompts(6, 2, ROWS, SMALL.vocabulary)
    const slotOf = [0, 1, 1]
    const prompts = pack(slots, slotOf, 1)
    let policies: Policies
    beforeAll(() => {
      policies = policiesOf(gpu, SMALL, [1, 2, 3])
    })
    afterAll(() => {
      policies.dispose()
    })

    test('in chunks of any size, by rows and by members, and in dispatches of any length', async () => {
      const whole = await policies.roll(prompts, SAMPLING, { variant })
      const positions = Math.max(...prompts.lengths) + SAMPLING.maxResponse - 1
      const workgroup = workgroupBytes(layoutOf(SMALL), positions, variant)
      for (const [workgroups, count] of [
        [3, Math.ceil(ROWS / granuleOf(variant))],
        [1, 3 * Math.ceil(ROWS / granuleOf(variant))],
      ] as const) {
        const cacheBudget = workgroups * workgroup
        const chunks = rolloutChunks({ members: 3, rows: ROWS, positions }, layoutOf(SMALL), variant, cacheBudget)
        expect(chunks).toHaveLength(count)
        expect(await policies.roll(prompts, SAMPLING, { variant, cacheBudget })).toEqual(whole)
      }
      for (const cut of [1, 4]) {
        expect(await policies.roll(prompts, SAMPLING, { variant: { ...variant, positions: cut } })).toEqual(whole)
      }
    })

    test('with other padding, and with other rows beside', async () => {
      const whole = await policies.roll(prompts, SAMPLING, { variant })
      expect(await policies.roll(pack(slots, slotOf, 1, 7), SAMPLING, { variant })).toEqual(whole)
      const few = slots.map((rows) => rows.slice(0, 3))
      const cut = await policies.roll(pack(few, slotOf, 1), SAMPLING, { variant })
      for (const member of slotOf.keys()) {
        const [own, all] = [memberOf(cut, member), memberOf(whole, member)]
        expect(own.tokens).toEqual(all.tokens.slice(0, own.tokens.length))
        expect(own.logProbs).toEqual(all.logProbs.slice(0, own.logProbs.length))
        expect(own.entropies).toEqual(all.entropies.slice(0, own.entropies.length))
        expect(own.lengths).toEqual(all.lengths.slice(0, own.lengths.length))
      }
    })

    test('for a member alone and in a population, even beside one without numbers', async () => {
      const whole = await policies.roll(prompts, SAMPLING, { variant })
      const alone = await policies.roll({ ...prompts, slotOf: [1] }, SAMPLING, { variant, first: 1, members: 1 })
      expect(alone).toEqual(memberOf(whole, 1))
      const broken = policiesOf(gpu, SMALL, [1, 2, 3], (parameters, member) => {
        if (member !== 1) parameters.fill(NaN)
      })
      const beside = await broken.roll(prompts, SAMPLING, { variant })
      broken.dispose()
      expect(memberOf(beside, 1)).toEqual(alone)
      expect(memberOf(beside, 0).tokens.every((token) => token >= 0 && token < SMALL.vocabulary)).toBe(true)
    })

    test('with more sequences in a group', async () => {
      const more = { ...variant, sequences: 2 * variant.sequences }
      expect(await policies.roll(prompts, SAMPLING, { variant: more })).toEqual(
        await policies.roll(prompts, SAMPLING, { variant }),
      )
    })

    test('for calls that overlap, and for shorter ones in the same buffers', async () => {
      const options = { variant }
      const [first, second] = await Promise.all([
        policies.roll(prompts, SAMPLING, options),
        policies.roll(prompts, { ...SAMPLING, maxResponse: 2 }, options),
      ])
      expect(await policies.roll(prompts, SAMPLING, options)).toEqual(first)
      expect(await policies.roll(prompts, { ...SAMPLING, maxResponse: 2 }, options)).toEqual(second)
    })
  })

  test('takes the lowest id of a tie when greedy, and no padded token', async () => {
    // Of a token without an embedding nothing is predicted: all logits are 0.
    const policies = policiesOf(gpu, SMALL, [4], (parameters) => {
      parameters.fill(0, 0, SMALL.vocabulary * SMALL.dModel)
    })
    const greedy = await policies.roll(pack([[[1, 2]]], [0], 0), { maxResponse: 3, stops: [] }, { variant })
    policies.dispose()
    expect(greedy.tokens).toEqual(Int32Array.of(0, 0, 0))
    for (const [t, entropy] of greedy.entropies.entries()) {
      expect(entropy).toBeCloseTo(Math.log(7), 5)
      expect(greedy.logProbs[t]).toBeCloseTo(-Math.log(7), 5)
    }
  })

  test('ends with the stopping token, counts it and leaves zeros after it', async () => {
    const policies = policiesOf(gpu, SMALL, [4])
    const prompts = pack(randomPrompts(7, 1, 40, SMALL.vocabulary), [0], 1)
    const { tokens, logProbs, entropies, lengths } = await policies.roll(prompts, SAMPLING, { variant })
    policies.dispose()
    lengths.forEach((length, row) => {
      const from = row * SAMPLING.maxResponse
      const stop = tokens.subarray(from, from + length).findIndex((token) => SAMPLING.stops.includes(token))
      expect(stop === -1 ? SAMPLING.maxResponse : stop + 1).toBe(length)
      for (const values of [tokens, logProbs, entropies]) {
        const after = values.subarray(from + length, from + SAMPLING.maxResponse)
        expect(Array.from(after).every((value) => value === 0)).toBe(true)
      }
    })
    expect(new Set(lengths).size).toBeGreaterThan(2)
  })

  test.each([1, 0.7])('draws 10,000 tokens as the exact distribution says, at temperature %d', async (temperature) => {
    const prompt = [3, 1, 5]
    const ids = Array.from({ length: SMALL.vocabulary }, (_, id) => id)
    const population = reference.createPopulation(SMALL, [6])
    const batch = packSequences([ids.map((id) => ({ prompt, response: [id] }))], 3, [0])
    const { logProbs } = await reference.score(population, batch)
    population.dispose()
    const tempered = ids.map((id) => Math.exp((logProbs[id * 3 + 2] ?? NaN) / temperature))
    const total = tempered.reduce((a, b) => a + b, 0)

    const count = 10_000
    const keys = Uint32Array.from(
      Array.from({ length: count }, (_, row) => [...createRng(11, 'draws', row).key]).flat(),
    )
    const rows = Array.from({ length: count }, () => prompt)
    const prompts = packPrompts([rows], { length: 3, keys, temperature, slotOf: [0] })
    const policies = policiesOf(gpu, SMALL, [6])
    const { tokens } = await policies.roll(prompts, { maxResponse: 1, stops: [] }, { variant })
    policies.dispose()
    const chiSquare = ids.reduce((sum, id) => {
      const expected = (count * (tempered[id] ?? NaN)) / total
      return sum + (tokens.filter((token) => token === id).length - expected) ** 2 / expected
    }, 0)
    // The 99.9 % quantile for 6 degrees of freedom.
    expect(chiSquare).toBeLessThan(22.46)
  })
})

test('lanes that exchange weights give the same bits as lanes that load their own', async () => {
  const shape = SHAPES[2] ?? SMALL
  const [variant] = FORMS as [RolloutVariant]
  const prompts = pack(randomPrompts(8, 2, ROWS, shape.vocabulary), [1, 0], mixed(2 * ROWS))
  const own = policiesOf(gpu, shape, [1, 2])
  const expected = await own.roll(prompts, SAMPLING, { variant })
  own.dispose()
  const other = await openGpu('subgroups')
  const exchanging = policiesOf(other.gpu, shape, [1, 2])
  expect(await exchanging.roll(prompts, SAMPLING, { variant })).toEqual(expected)
  expect(other.refusals).toEqual([])
  other.gpu.dispose()
  other.gpu.device.destroy()
})

test('a workgroup takes no more sequences than its memory has room for, and at least one', () => {
  const layout = layoutOf({ vocabulary: 40, dModel: 256, heads: 4, layers: 1, dFF: 704 })
  const variant: RolloutVariant = { threads: 64, sequences: 4, positions: 16 }
  const { sequences } = fitting(variant, layout, 16_384)
  expect(groupBytes(layout, sequences)).toBeLessThan(16_384)
  expect(groupBytes(layout, 2 * sequences)).toBeGreaterThan(16_384)
  expect(fitting(variant, layout, 100).sequences).toBe(1)
  expect(fitting({ ...variant, threads: 1 }, layout, 100).sequences).toBe(4)
})
