import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parameterCount, parameterSpans, type PolicyShape } from '../../../../src/policy/shape'
import { denseToDevice, type Layout, layoutOf } from '../../../../src/policy/webgpu/layout'

const shapes: fc.Arbitrary<PolicyShape> = fc
  .record({
    vocabulary: fc.integer({ min: 1, max: 20 }),
    heads: fc.integer({ min: 1, max: 4 }),
    half: fc.integer({ min: 1, max: 9 }),
    layers: fc.integer({ min: 1, max: 3 }),
    dFF: fc.integer({ min: 1, max: 13 }),
  })
  .map(({ half, heads, ...more }) => ({ ...more, heads, dModel: 2 * half * heads }))

/** Every tensor on the device: where it begins and its numbers, padding included. */
function tensorsOf({ width, heads, hidden, vocabulary, offsets }: Layout): { start: number; size: number }[] {
  return [
    { start: offsets.embedding, size: vocabulary * width },
    ...offsets.layers.flatMap((at) => [
      { start: at.attnNorm, size: width },
      { start: at.qkv, size: width * 3 * heads },
      { start: at.wo, size: heads * width },
      { start: at.mlpNorm, size: width },
      { start: at.gateUp, size: width * 2 * hidden },
      { start: at.down, size: hidden * width },
    ]),
    { start: offsets.finalNorm, size: width },
  ]
}

describe('the layout of a member on the device', () => {
  test('has whole vectors everywhere, as few as that allows', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { width, half, head, heads, hidden, vocabulary } = layoutOf(shape)
        const wanted = [
          [width, shape.dModel],
          [half, shape.dModel / shape.heads / 2],
          [hidden, shape.dFF],
          [vocabulary, shape.vocabulary],
        ] as const
        for (const [padded, dense] of wanted) {
          expect(padded % 4).toBe(0)
          expect(padded - dense).toBeGreaterThanOrEqual(0)
          expect(padded - dense).toBeLessThan(4)
        }
        expect([head, heads]).toEqual([2 * half, shape.heads * head])
      }),
    )
  })

  test('puts tensors one after the other, at offsets that a bind group takes', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const layout = layoutOf(shape)
        const tensors = tensorsOf(layout)
        tensors.forEach(({ start, size }, i) => {
          expect((4 * start) % 256).toBe(0)
          const next = tensors[i + 1]?.start ?? layout.size
          expect(next - (start + size)).toBeGreaterThanOrEqual(0)
          expect(next - (start + size)).toBeLessThan(64)
        })
        expect((4 * layout.size) % 256).toBe(0)
      }),
    )
  })

  test('has a place of its own for every number', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const layout = layoutOf(shape)
        const places = denseToDevice(layout)
        expect(places).toHaveLength(parameterCount(shape))
        expect(new Set(places).size).toBe(places.length)
        expect(places.every((place) => place >= 0 && place < layout.size)).toBe(true)
      }),
    )
  })

  test('puts the numbers of a tensor where kernels look for them, and leaves its padding 0', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const layout = layoutOf(shape)
        const device = new Float64Array(layout.size)
        denseToDevice(layout).forEach((place, i) => (device[place] = i + 1))
        const found = new Set<number>()
        const { dModel, dFF, vocabulary } = shape
        const spans = new Map(parameterSpans(shape).map(({ name, offset }) => [name, offset]))
        /** Reads a matrix as a kernel does; `null` is padding. */
        const expectMatrix = (
          name: string,
          start: number,
          rows: readonly (number | null)[],
          columns: readonly (number | null)[],
          rowWidth: number,
          denseWidth: number,
        ): void => {
          rows.forEach((row, r) => {
            columns.forEach((column, c) => {
              const value = device[start + r * rowWidth + c] ?? NaN
              const dense =
                row === null || column === null ? 0 : (spans.get(name) ?? NaN) + row * denseWidth + column + 1
              expect(value, `${name} ${r} ${c}`).toBe(dense)
              if (dense > 0) found.add(dense)
            })
          })
        }
        const padded = (n: number): (number | null)[] =>
          Array.from({ length: Math.ceil(n / 4) * 4 }, (_, i) => (i < n ? i : null))
        const halfHead = dModel / shape.heads / 2
        const attended = Array.from({ length: 2 * shape.heads }, (_, part) =>
          padded(halfHead).map((i) => (i === null ? null : part * halfHead + i)),
        ).flat()
        const qkv = [0, 1, 2].flatMap((part) => attended.map((i) => (i === null ? null : part * dModel + i)))
        const { width, heads, hidden, offsets } = layout
        const gain = (name: string, start: number): void => {
          expectMatrix(name, start, [0], padded(dModel), width, dModel)
        }
        expectMatrix('embedding', offsets.embedding, padded(vocabulary), padded(dModel), width, dModel)
        offsets.layers.forEach((at, layer) => {
          const name = (kind: string): string => `layer${layer}.${kind}`
          gain(name('attnNorm'), at.attnNorm)
          expectMatrix(name('wqkv'), at.qkv, padded(dModel), qkv, 3 * heads, 3 * dModel)
          expectMatrix(name('wo'), at.wo, attended, padded(dModel), width, dModel)
          gain(name('mlpNorm'), at.mlpNorm)
          expectMatrix(name('wgate'), at.gateUp, padded(dModel), padded(dFF), 2 * hidden, dFF)
          expectMatrix(name('wup'), at.gateUp + hidden, padded(dModel), padded(dFF), 2 * hidden, dFF)
          expectMatrix(name('wdown'), at.down, padded(dFF), padded(dModel), width, dModel)
        })
        gain('finalNorm', offsets.finalNorm)
        // Every number was found in some tensor, so that what lies between tensors is 0 too.
        expect(found.size).toBe(parameterCount(shape))
      }),
      { numRuns: 20 },
    )
  })
})
