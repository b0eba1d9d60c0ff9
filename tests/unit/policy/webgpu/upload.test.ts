import { describe, expect, test } from 'vitest'
import type { TrainBatch } from '../../../../src/policy/engine'
import type { Objective } from '../../../../src/policy/objective'
import { passSizes } from '../../../../src/policy/webgpu/passes/sizes'
import {
  MEMBER_BYTES,
  OPTIMIZER_BYTES,
  SEQUENCE_BYTES,
  SIZES_BYTES,
  uploadLayout,
} from '../../../../src/policy/webgpu/upload/layout'
import { MEMBER_WORDS } from '../../../../src/policy/webgpu/upload/member'
import { Upload } from '../../../../src/policy/webgpu/upload/step'
import { MEMBER, OPTIMIZER as OPTIMIZER_STRUCT, SEQUENCE, SIZES } from '../../../../src/policy/webgpu/wgsl/structs'
import { GRPO, OPTIMIZER, pear, PEAR_SETTINGS, randomBatch, sft, UNIFORM } from '../../../helpers/policy/fixtures'

/** Fields of a WGSL struct, in order, with their places in words; understands what `structs` uses. */
function fieldsOf(struct: string): { names: string[]; words: number } {
  const words: Record<string, number> = { u32: 1, f32: 1, 'array<u32, 3>': 3 }
  const fields = [...struct.matchAll(/^ {2}(\w+): (.+?),(?: *\/\/.*)?$/gm)].map(([, name = '', type = '']) => ({
    name,
    type,
  }))
  return {
    names: fields.map(({ name }) => name),
    words: fields.reduce((sum, { type }) => sum + (words[type] ?? NaN), 0),
  }
}

const OBJECTIVES: Objective[] = [
  UNIFORM,
  sft({ kind: 'probability' }, 'sequence'),
  pear('block'),
  { ...GRPO, klBeta: 0.5 },
]
const SLOT_OF = [0, 1, 1, 0]

function packed(batch: TrainBatch = randomBatch(1, SLOT_OF), stepsTaken = 0): Upload {
  const upload = new Upload(uploadLayout(passSizes(batch, OBJECTIVES.length)))
  upload.packStep(batch, { objectives: OBJECTIVES, optimizer: OPTIMIZER }, stepsTaken)
  return upload
}

const whole = ({ bytes, layout }: Upload, name: keyof Upload['layout']['sections']): Uint32Array =>
  new Uint32Array(bytes, layout.sections[name].offset, layout.sections[name].size / 4)
const real = ({ bytes, layout }: Upload, name: keyof Upload['layout']['sections']): Float32Array =>
  new Float32Array(bytes, layout.sections[name].offset, layout.sections[name].size / 4)

describe('the layout of an upload', () => {
  test('begins every section at a multiple of 256 bytes, one after the other', () => {
    const { sections, bytes } = uploadLayout(passSizes({ slots: 3, rows: 5, length: 9 }, 7))
    const all = Object.values(sections)
    all.forEach(({ offset, size }, i) => {
      expect(offset % 256).toBe(0)
      expect(offset + size).toBeLessThanOrEqual(all[i + 1]?.offset ?? bytes)
    })
    expect(sections.members.size).toBe(7 * 96)
    expect(sections.ids.size).toBe(3 * 48 * 8)
  })

  test('has the sizes and the order of the structs that kernels read', () => {
    const bytes = [SIZES, OPTIMIZER_STRUCT, MEMBER, SEQUENCE].map((struct) => 4 * fieldsOf(struct).words)
    expect(bytes).toEqual([SIZES_BYTES, OPTIMIZER_BYTES, MEMBER_BYTES, SEQUENCE_BYTES])
    expect([...MEMBER_WORDS, 'unused']).toEqual(fieldsOf(MEMBER).names)
  })
})

describe('the split of rows', () => {
  test.each([1, 8, 127, 128, 129, 1536, 2049, 24576, 100_000])('covers %i positions with whole tiles', (positions) => {
    const { rows, chunk, parts } = passSizes({ slots: 1, rows: 1, length: positions }, 1)
    expect(rows % 16).toBe(0)
    expect(rows - positions).toBeLessThan(16)
    expect(chunk % 16).toBe(0)
    expect(chunk * parts).toBeGreaterThanOrEqual(rows)
    expect(chunk * (parts - 1)).toBeLessThan(rows)
    expect(parts).toBeLessThanOrEqual(16)
  })
})

describe('a packed step', () => {
  test('says how large its batch is', () => {
    expect([...whole(packed(), 'sizes')]).toEqual([32, 24, 8, 3, 128, 1, 4, 0])
  })

  test('has every id and number of each slot at its padded row, and zeros in padding', () => {
    const batch = randomBatch(2, [0, 1, 1, 2], 3, 7)
    const upload = packed(batch)
    const ids = whole(upload, 'ids')
    const offline = real(upload, 'offline')
    expect(upload.layout.sizes.rows).toBe(32)
    for (let slot = 0; slot < 3; slot++) {
      for (let r = 0; r < 32; r++) {
        const from = slot * 21 + r
        const to = 2 * (slot * 32 + r)
        const inside = r < 21
        expect([ids[to], ids[to + 1]]).toEqual(inside ? [batch.inputs[from], batch.targets[from]] : [0, 0])
        const numbers = [batch.behaviourLogProbs?.[from], batch.oldLogProbs?.[from]]
        expect([offline[to], offline[to + 1]]).toEqual(inside ? numbers : [0, 0])
      }
    }
  })

  test('has each sequence’s response and advantage, and no place for an empty one', () => {
    const batch = randomBatch(3, SLOT_OF)
    batch.counts[1] = 0
    batch.firsts[1] = -1
    const upload = packed(batch)
    const sequences = whole(upload, 'sequences')
    const numbers = real(upload, 'sequences')
    batch.counts.forEach((count, row) => {
      expect([sequences[4 * row], sequences[4 * row + 1]]).toEqual([count === 0 ? 0 : batch.firsts[row], count])
      expect(numbers[4 * row + 2]).toBe(batch.advantages?.[row])
    })
  })

  test('has each member’s slot, counts and settings', () => {
    const batch = randomBatch(4, SLOT_OF)
    batch.counts[4] = 0
    const upload = packed(batch)
    const word = (
      m: number,
      name: (typeof MEMBER_WORDS)[number],
      from: Uint32Array | Float32Array = whole(upload, 'members'),
    ): number => from[24 * m + MEMBER_WORDS.indexOf(name)] ?? NaN
    const number = (m: number, name: (typeof MEMBER_WORDS)[number]): number => word(m, name, real(upload, 'members'))
    expect(SLOT_OF.map((_, m) => word(m, 'slot'))).toEqual(SLOT_OF)
    expect(SLOT_OF.map((_, m) => word(m, 'kind'))).toEqual([0, 1, 2, 3])
    expect(SLOT_OF.map((_, m) => word(m, 'reduction'))).toEqual([0, 1, 0, 0])
    const tokens = (slot: number): number => batch.counts.subarray(3 * slot, 3 * slot + 3).reduce((a, b) => a + b)
    expect(SLOT_OF.map((_, m) => number(m, 'tokens'))).toEqual(SLOT_OF.map(tokens))
    expect(SLOT_OF.map((_, m) => number(m, 'rows'))).toEqual([3, 2, 2, 3])
    expect([word(2, 'variant'), word(2, 'block'), number(2, 'logGamma')]).toEqual([1, 2, Math.fround(Math.log(0.9))])
    expect([number(2, 'deltaLow'), number(2, 'deltaHigh')]).toEqual([...PEAR_SETTINGS.clipDelta])
    expect([number(3, 'ratioLow'), number(3, 'ratioHigh'), number(3, 'klBeta')]).toEqual(
      [1 - GRPO.clipLow, 1 + GRPO.clipHigh, 0.5].map(Math.fround),
    )
  })

  test('has AdamW’s numbers with the bias corrections of its own step', () => {
    const [epsilon, toward1, toward2, maxGradNorm] = real(packed(undefined, 2), 'optimizer')
    expect(epsilon).toBeCloseTo(1e-8 * Math.sqrt(1 - 0.95 ** 3), 14)
    expect([toward1, toward2]).toEqual([1 - 0.9, 1 - 0.95].map(Math.fround))
    expect(maxGradNorm).toBe(OPTIMIZER.maxGradNorm)
  })

  test('has each member’s learning rate with its factor, the bias corrections and the decay that goes with it', () => {
    const factors = [1, 0.5, 0, 1]
    const upload = packed()
    upload.packStep(randomBatch(1, SLOT_OF), { objectives: OBJECTIVES, optimizer: OPTIMIZER, rateFactors: factors }, 2)
    const numbers = real(upload, 'members')
    factors.forEach((factor, m) => {
      const [rate, keep] = (['rate', 'keep'] as const).map((word) => numbers[24 * m + MEMBER_WORDS.indexOf(word)])
      expect(rate).toBeCloseTo((factor * 0.01 * Math.sqrt(1 - 0.95 ** 3)) / (1 - 0.9 ** 3), 8)
      expect(keep).toBe(Math.fround(1 - factor * 0.01 * 0.1))
    })
  })

  test('leaves nothing of the step before, nor of one before a pass that only scores', () => {
    const [before, after] = [randomBatch(5, SLOT_OF), randomBatch(6, SLOT_OF)]
    const used = packed(before)
    used.packStep(after, { objectives: OBJECTIVES, optimizer: OPTIMIZER }, 0)
    expect(new Uint8Array(used.bytes)).toEqual(new Uint8Array(packed(after).bytes))
    used.packTokens(after)
    const members = whole(used, 'members')
    expect(OBJECTIVES.map((_, m) => [members[24 * m], members[24 * m + 1]])).toEqual(SLOT_OF.map((slot) => [slot, 0]))
  })
})
