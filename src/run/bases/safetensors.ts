import { z } from 'zod'

/** One float32 tensor of a file, rows first. */
export interface Tensor {
  name: string
  shape: readonly number[]
  data: Float32Array
}

/** What a file holds: tensors in the order of their data, and texts about them. */
export interface TensorFile {
  tensors: readonly Tensor[]
  metadata: Readonly<Record<string, string>>
}

/** Bytes of the header's length, and what the data is aligned to. */
const WORD = 8
const FLOAT = Float32Array.BYTES_PER_ELEMENT

const count = z.int().nonnegative()
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).default({}) })
  .catchall(z.strictObject({ dtype: z.string(), shape: z.array(count), data_offsets: z.tuple([count, count]) }))

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1)

/**
 * A file in the safetensors format (https://huggingface.co/docs/safetensors): the header's length as a little-endian u64,
 * a JSON header padded with spaces, then the numbers, little-endian, which is also how WebGPU's hosts keep them.
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  let end = 0
  const entries = tensors.map(({ name, shape, data }) => {
    if (data.length !== sizeOf(shape))
      throw new RangeError(`${name} has ${data.length} numbers, not [${shape.join()}].`)
    const begin = end
    end += data.byteLength
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const
  })
  const text = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }))
  const length = Math.ceil(text.length / WORD) * WORD
  const bytes = new Uint8Array(WORD + length + end).fill(0x20, WORD + text.length, WORD + length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
  bytes.set(text, WORD)
  let offset = WORD + length
  for (const { data } of tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset)
    offset += data.byteLength
  }
  return bytes
}

/**
 * The tensors of a safetensors file of float32 numbers, bit by bit.
 *
 * @throws Error where it is none, with what is wrong as a clause: data has to be exactly what the header describes
 */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  if (bytes.length < WORD) throw new Error(`it has ${bytes.length} bytes, too few for a safetensors file`)
  const start = BigInt(WORD) + new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (start > bytes.length) throw new Error(`its header ends at byte ${start}, but it has ${bytes.length} bytes`)
  const { __metadata__: metadata, ...entries } = readHeader(bytes.subarray(WORD, Number(start)))
  const data = bytes.subarray(Number(start))
  let end = 0
  const tensors = Object.entries(entries)
    .sort(([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1])
    .map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]): Tensor => {
        if (dtype !== 'F32') throw new Error(`tensor ${name} is of type ${dtype}; only F32 can be read`)
        if (from !== end) throw new Error(`tensor ${name} starts at byte ${from} of the data; it must start at ${end}`)
        if (to - from !== FLOAT * sizeOf(shape))
          throw new Error(`tensor ${name} has ${to - from} bytes, but its shape is [${shape.join(', ')}]`)
        if (to > data.length)
          throw new Error(`tensor ${name} ends at byte ${to} of the data, but there are ${data.length}`)
        end = to
        // A copy, because a float has to be aligned.
        return { name, shape, data: new Float32Array(new Uint8Array(data.subarray(from, to)).buffer) }
      },
    )
  if (end !== data.length) throw new Error(`its tensors take ${end} bytes, but ${data.length} bytes of data are there`)
  return { tensors, metadata }
}

function readHeader(bytes: Uint8Array): z.infer<typeof headerSchema> {
  const parsed = headerSchema.safeParse(jsonOf(bytes))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`its header is not one of safetensors (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`)
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new Error('its header is not JSON', { cause: error })
  }
}
