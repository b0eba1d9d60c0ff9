import type { PassSizes } from '../passes/sizes'

/*
 * Where a step's inputs lie in its one upload.
 */

/** A part of the packed buffer, in bytes. */
export interface Section {
  offset: number
  size: number
}

/** Everything a step uploads, in one buffer; see `wgsl/structs` for what stands in the sections. */
export interface UploadLayout {
  sizes: PassSizes
  sections: {
    /** Uniform `Sizes`. */
    sizes: Section
    /** Uniform `Optimizer`. */
    optimizer: Section
    /** `array<Member>`, `[M]`. */
    members: Section
    /** `array<Sequence>`, `[S, B]`. */
    sequences: Section
    /** `array<vec2u>`, `[S, R]`: input and target. */
    ids: Section
    /** `array<vec2f>`, `[S, R]`: log π_β, and log π_old or a given weight. */
    offline: Section
  }
  bytes: number
}

/** Bind groups begin at multiples of this. */
const ALIGNMENT = 256

export const SIZES_BYTES = 32
export const OPTIMIZER_BYTES = 16
export const MEMBER_BYTES = 96
export const SEQUENCE_BYTES = 16

/** Where a step's data lie in its upload. */
export function uploadLayout(sizes: PassSizes): UploadLayout {
  const { members, slots, batch, rows } = sizes
  let bytes = 0
  const take = (wanted: number): Section => {
    const section = { offset: bytes, size: Math.max(16, wanted) }
    bytes += Math.ceil(section.size / ALIGNMENT) * ALIGNMENT
    return section
  }
  const sections = {
    sizes: take(SIZES_BYTES),
    optimizer: take(OPTIMIZER_BYTES),
    members: take(members * MEMBER_BYTES),
    sequences: take(slots * batch * SEQUENCE_BYTES),
    ids: take(slots * rows * 8),
    offline: take(slots * rows * 8),
  }
  return { sizes, sections, bytes }
}
