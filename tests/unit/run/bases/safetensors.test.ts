import { expect, test } from 'vitest'
import { decodeSafetensors, encodeSafetensors } from '../../../../src/run/bases/safetensors'

/** A file put together by hand. */
function fileOf(header: unknown, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}

/** One tensor of two numbers. */
const pair = (changes: object = {}) => ({ dtype: 'F32', shape: [2], data_offsets: [0, 8], ...changes })

const bitsOf = (data: Float32Array): number[] => [...new Uint32Array(new Float32Array(data).buffer)]

test('numbers come back bit by bit', () => {
  const odd = [0, -0, 1 / 3, -1e-45, 1.17549435e-38, 3.4028235e38, Infinity, -Infinity, NaN]
  const tensors = [
    { name: 'odd', shape: [3, 3], data: new Float32Array(odd) },
    { name: 'one', shape: [1], data: new Float32Array([Math.PI]) },
    { name: 'scalar', shape: [], data: new Float32Array([2]) },
    { name: 'none', shape: [0, 4], data: new Float32Array(0) },
  ]
  const metadata = { note: 'für Menschen' }
  const file = decodeSafetensors(encodeSafetensors({ tensors, metadata }))
  expect(file.metadata).toEqual(metadata)
  expect(file.tensors.map(({ name, shape }) => [name, shape])).toEqual(tensors.map(({ name, shape }) => [name, shape]))
  for (const [i, { data }] of file.tensors.entries()) {
    expect(bitsOf(data)).toEqual(bitsOf(tensors[i]?.data ?? new Float32Array()))
  }
})

test('a file read by hand is as the format says', () => {
  const first = new Float32Array([1.5, -2, 0.1, 7, 8, 9])
  const second = new Float32Array([-0.25])
  const bytes = encodeSafetensors({
    // A view into a longer buffer, as parameters are.
    tensors: [
      { name: 'w', shape: [2, 3], data: first.subarray(0, 6) },
      { name: 'b', shape: [1], data: second },
    ],
    metadata: { seed: '3' },
  })
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const length = view.getUint32(0, true)
  expect(view.getUint32(4, true)).toBe(0)
  expect(length % 8).toBe(0)
  const text = String.fromCharCode(...bytes.subarray(8, 8 + length))
  expect(text).toMatch(/^\{.*\} *$/)
  expect(JSON.parse(text)).toEqual({
    __metadata__: { seed: '3' },
    w: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
    b: { dtype: 'F32', shape: [1], data_offsets: [24, 28] },
  })
  expect(bytes.length).toBe(8 + length + 28)
  const numbers = Array.from({ length: 7 }, (_, i) => view.getFloat32(8 + length + 4 * i, true))
  expect(numbers).toEqual([...first, ...second])
})

test('a file of another writer is read: unaligned, tensors in any order, no metadata', () => {
  const data = new Uint8Array(12)
  new DataView(data.buffer).setFloat32(0, 5, true)
  new DataView(data.buffer).setFloat32(8, -6, true)
  const header =
    '{"late":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"early":{"shape":[2],"dtype":"F32","data_offsets":[0,8]}}'
  const file = fileOf(header, data)
  const shifted = new Uint8Array(file.length + 3)
  shifted.set(file, 3)
  const { tensors, metadata } = decodeSafetensors(shifted.subarray(3))
  expect(tensors.map(({ name, data: own }) => [name, [...own]])).toEqual([
    ['early', [5, 0]],
    ['late', [-6]],
  ])
  expect(metadata).toEqual({})
})

const eight = new Uint8Array(8)

test.each([
  ['nothing', new Uint8Array(3), 'it has 3 bytes, too few'],
  ['a header cut off', fileOf({ a: pair() }, eight).subarray(0, 20), 'its header ends at byte'],
  ['an absurd header', new Uint8Array(16).fill(255), 'its header ends at byte 18446744073709551623'],
  ['no JSON', fileOf('{"a":', eight), 'its header is not JSON'],
  ['no text', fileOf('', eight), 'its header is not JSON'],
  ['a list', fileOf([], eight), 'its header is not one of safetensors'],
  ['no offsets', fileOf({ a: { dtype: 'F32', shape: [2] } }, eight), 'safetensors (a.data_offsets:'],
  ['a negative extent', fileOf({ a: pair({ shape: [-2] }) }, eight), 'safetensors (a.shape.0:'],
  ['metadata of numbers', fileOf({ __metadata__: { n: 1 }, a: pair() }, eight), 'safetensors (__metadata__.n:'],
  ['another type', fileOf({ a: pair({ dtype: 'F16', shape: [4] }) }, eight), 'tensor a is of type F16; only F32'],
  ['a shape of another size', fileOf({ a: pair({ shape: [3] }) }, eight), 'tensor a has 8 bytes, but its shape is [3]'],
  ['data cut off', fileOf({ a: pair() }, eight.subarray(1)), 'tensor a ends at byte 8 of the data, but there are 7'],
  ['data left over', fileOf({ a: pair() }, new Uint8Array(9)), 'its tensors take 8 bytes, but 9 bytes'],
  [
    'overlapping tensors',
    fileOf({ a: pair(), b: pair({ data_offsets: [4, 12] }) }, new Uint8Array(12)),
    'tensor b starts at byte 4 of the data; it must start at 8',
  ],
  [
    'a gap',
    fileOf({ a: pair(), b: pair({ data_offsets: [12, 20] }) }, new Uint8Array(20)),
    'tensor b starts at byte 12 of the data; it must start at 8',
  ],
  ['an end before the start', fileOf({ a: pair({ data_offsets: [0, -8] }) }, eight), 'safetensors (a.data_offsets.1:'],
])('a file that is none says what is wrong: %s', (_, bytes, clause) => {
  expect(() => decodeSafetensors(bytes)).toThrow(clause)
})

test('a tensor whose shape does not fit its numbers is not written', () => {
  const tensors = [{ name: 'w', shape: [2, 2], data: new Float32Array(3) }]
  expect(() => encodeSafetensors({ tensors, metadata: {} })).toThrow('w has 3 numbers, not [2,2].')
})
