import * as tf from '@tensorflow/tfjs'
import { cos, sin } from '../../core/elementary'
import { type PolicyShape, ropeAngle } from '../shape'

/*
 * How long tensors live: constants for as long as their owner, the rest until the work that made them is done or they are read.
 */

/** Added to scores of positions that may not be attended to: exp of it is 0 in float32. */
export const MASKED = -1e9

/** Constant tensors, made once for each name and shared; the owner disposes them all. */
export class Constants {
  private readonly tensors = new Map<string, tf.Tensor>()

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose()
    this.tensors.clear()
  }

  /** A number as `[1, 1]`: rank 0 and 1 take a slow path in tfjs's WebGPU backend, and every bare number is an upload. */
  scalar(value: number): tf.Tensor2D {
    return this.once(`scalar ${value}`, () => tf.tensor2d([value], [1, 1]))
  }

  /** `[1, 1, n]`: 0, 1, 2, … */
  iota(n: number): tf.Tensor3D {
    return this.once(`iota ${n}`, () =>
      tf.tensor3d(
        Array.from({ length: n }, (_, i) => i),
        [1, 1, n],
      ),
    )
  }

  /** `[1, n, n]`: entry (i, j) is 1 where i > j, so that p · this sums what lies after each j. */
  after(n: number): tf.Tensor3D {
    return this.once(`after ${n}`, () =>
      tf.tensor3d(
        Array.from({ length: n * n }, (_, e) => Number(Math.floor(e / n) > e % n)),
        [1, n, n],
      ),
    )
  }

  /** `[1, 1, T, T]`: 0 where position i may attend to j ≤ i, else `MASKED`. */
  causalMask(length: number): tf.Tensor4D {
    return this.once(`causal ${length}`, () =>
      tf.tensor4d(
        Array.from({ length: length * length }, (_, e) => (e % length <= Math.floor(e / length) ? 0 : MASKED)),
        [1, 1, length, length],
      ),
    )
  }

  /** `[1, 1, C, 1]`: 1 at one slot of a cache. */
  slot(index: number, slots: number): tf.Tensor4D {
    return this.once(`slot ${index} ${slots}`, () =>
      tf.tensor4d(
        Array.from({ length: slots }, (_, i) => Number(i === index)),
        [1, 1, slots, 1],
      ),
    )
  }

  /** `[1, 1, 1, C]`: `MASKED` for slots after the last written one. */
  unwritten(last: number, slots: number): tf.Tensor4D {
    return this.once(`unwritten ${last} ${slots}`, () =>
      tf.tensor4d(
        Array.from({ length: slots }, (_, i) => (i > last ? MASKED : 0)),
        [1, 1, 1, slots],
      ),
    )
  }

  /** `[1, dh, dh]`: x · this is rotate-half, the pair (a, b) of halves becoming (−b, a). */
  rotateHalf(width: number): tf.Tensor3D {
    return this.once(`rotate ${width}`, () => {
      const half = width / 2
      const entry = (i: number, j: number): number => (i === j + half ? -1 : i + half === j ? 1 : 0)
      return tf.tensor3d(
        Array.from({ length: width * width }, (_, e) => entry(Math.floor(e / width), e % width)),
        [1, width, width],
      )
    })
  }

  /** RoPE of q, k and v for the training layout `[MB, 3H, T, dh]`: factors `[1, 3H, T, dh]`. */
  ropeByHead(shape: PolicyShape, length: number): Rope {
    const { dModel, heads } = shape
    const width = dModel / heads
    const make = (kind: RopeKind) => (): tf.Tensor =>
      tf.tensor4d(
        Array.from({ length: 3 * heads * length * width }, (_, e) => {
          const part = Math.floor(e / (heads * length * width))
          return ropeFactor(kind, part, Math.floor(e / width) % length, e % width, shape)
        }),
        [1, 3 * heads, length, width],
      )
    return this.ropePair(`heads ${dModel} ${heads} ${length}`, make, width)
  }

  /** RoPE as tables by position, for gathering: `[positions, 3·dh]` (the factors of q, k and v). */
  ropeTable(shape: PolicyShape, positions: number): Rope {
    const { dModel, heads } = shape
    const width = dModel / heads
    const make = (kind: RopeKind) => (): tf.Tensor =>
      tf.tensor2d(
        Array.from({ length: positions * 3 * width }, (_, e) => {
          const part = Math.floor(e / width) % 3
          return ropeFactor(kind, part, Math.floor(e / (3 * width)), e % width, shape)
        }),
        [positions, 3 * width],
      )
    return this.ropePair(`table ${dModel} ${heads} ${positions}`, make, width)
  }

  private ropePair(name: string, make: (kind: RopeKind) => () => tf.Tensor, width: number): Rope {
    return {
      cos: this.once(`cos ${name}`, make('cos')),
      sin: this.once(`sin ${name}`, make('sin')),
      rotate: this.rotateHalf(width),
    }
  }

  private once<T extends tf.Tensor>(name: string, make: () => T): T {
    const known = this.tensors.get(name)
    if (known) return known as T
    const made = tf.keep(make())
    this.tensors.set(name, made)
    return made
  }
}

/** rope(x) = x·cos + rotate(x)·sin, where v has cos 1 and sin 0, and q's factors hold attention's 1/√dh. */
export interface Rope {
  cos: tf.Tensor
  sin: tf.Tensor
  rotate: tf.Tensor3D
}

type RopeKind = 'cos' | 'sin'

/** Factor of coordinate i of q (part 0), k (1) or v (2) at a position. */
function ropeFactor(kind: RopeKind, part: number, position: number, i: number, shape: PolicyShape): number {
  if (part === 2) return kind === 'cos' ? 1 : 0
  const width = shape.dModel / shape.heads
  const angle = ropeAngle(shape, position, i % (width / 2))
  return (kind === 'cos' ? cos : sin)(angle) * (part === 0 ? 1 / Math.sqrt(width) : 1)
}

/** `tf.tidy` for results of any type: frees every tensor made in `work` that its result does not hold. */
export function tidy<T>(work: () => T): T {
  return tf.tidy(work as () => tf.TensorContainer) as T
}

/** A tensor's numbers; the tensor is freed. */
export async function readAndDispose(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>()
  } finally {
    tensor.dispose()
  }
}
