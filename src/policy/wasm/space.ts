import { DeviceError } from '../errors'
import type { Module, Pointer } from './kernels'

/*
 * The module's memory, given out in pieces.
 */

/** Numbers past the end of every piece: kernels go through memory in vectors of four. */
const PADDING = 4
/** Bytes of the largest piece that the module's allocator gives. */
const LARGEST = 2 ** 30 - 2 ** 10

/** The module's memory in pieces of 32-bit numbers: named ones that passes work in, and those of populations. */
export class Space {
  private readonly named = new Map<string, { pointer: Pointer; count: number }>()

  constructor(private readonly module: Module) {}

  /**
   * Room for so many numbers under a name; a later pass gets the same room, or larger room without what was in it.
   *
   * @throws DeviceError `insufficient`
   */
  room(name: string, count: number): Pointer {
    const known = this.named.get(name)
    if (known && known.count >= count) return known.pointer
    if (known) this.release(known.pointer)
    this.named.delete(name)
    const pointer = this.allocate(count)
    this.named.set(name, { pointer, count })
    return pointer
  }

  /** Puts numbers in the room of a name. */
  put(name: string, values: Int32Array | Float32Array): Pointer {
    const pointer = this.room(name, values.length)
    if (values instanceof Int32Array) this.integers(pointer, values.length).set(values)
    else this.floats(pointer, values.length).set(values)
    return pointer
  }

  /**
   * New room for so many numbers, all of them 0, until it is released.
   *
   * @throws DeviceError `insufficient`
   */
  allocate(count: number): Pointer {
    const { kernels } = this.module
    const bytes = 4 * (count + PADDING)
    let pointer: Pointer
    try {
      if (bytes > LARGEST) throw new RangeError('No piece of memory is so large.')
      // Addresses are unsigned, and JavaScript is given them with a sign.
      pointer = kernels.allocate(bytes) >>> 0
    } catch {
      throw new DeviceError(
        'insufficient',
        `The processor's engine found no memory for another ${Math.ceil(bytes / 2 ** 20)} MB. Use a smaller batch, fewer methods or seeds at once, or a smaller model.`,
      )
    }
    kernels.clear(pointer, count + PADDING)
    return pointer
  }

  release(pointer: Pointer): void {
    this.module.kernels.release(pointer)
  }

  /** The numbers at an address. The view is good until the next allocation. */
  floats(pointer: Pointer, count: number): Float32Array {
    return new Float32Array(this.module.memory.buffer, pointer, count)
  }

  /** The whole numbers at an address. The view is good until the next allocation. */
  integers(pointer: Pointer, count: number): Int32Array {
    return new Int32Array(this.module.memory.buffer, pointer, count)
  }
}
