/*
 * How a population is cut: into shards whose numbers fit one buffer, and shards into groups of members that go through a pass
 * together. Members never meet in a computation, so that cutting changes no bit.
 */
import { tooLarge } from '../errors'
import { evenGroups, type MemberRange } from '../members'
import { shapeKey } from '../shape'
import { type Allocate, bufferBytes, type PassSpec, scoreBuffers, trainBuffers, vectorBytes } from './allocation'
import type { Layout } from './layout'

/** Bytes that a pass may take, and that all passes kept ready may take together, unless said. */
export const PASS_BUDGET = 2 ** 30

/** What a pass may take: bytes of the largest buffer that the device allows, and of all its buffers. */
export interface PassLimits {
  buffer: number
  budget: number
}

/** Bytes of a pass: of its largest buffer, and of all. */
export interface PassBytes {
  largest: number
  total: number
}

/** Bytes of everything that is allocated. */
export function counted(allocateAll: (allocate: Allocate<number>) => unknown): PassBytes {
  const bytes = { largest: 0, total: 0 }
  allocateAll((_, wanted) => {
    const own = bufferBytes(wanted)
    bytes.largest = Math.max(bytes.largest, own)
    bytes.total += own
    return own
  })
  return bytes
}

export type PassKindName = 'train' | 'score'

/** What a pass takes. */
export const passBytes = (kind: PassKindName, spec: PassSpec): PassBytes =>
  counted((allocate) => (kind === 'train' ? trainBuffers(allocate, spec) : scoreBuffers(allocate, spec)))

/** Names a pass: equal for passes that can do each other's work. */
export function passKey(kind: PassKindName, { layout, sizes, hasReference, hasDistributions }: PassSpec): string {
  const { members, slots, batch, length } = sizes
  return [kind, shapeKey(layout.shape), members, slots, batch, length, hasReference, hasDistributions].join()
}

/**
 * Cuts a population into as few shards as there can be.
 *
 * @param limit bytes of the largest buffer
 * @throws DeviceError `insufficient` where one member alone is too large
 */
export function shardRanges(members: number, layout: Layout, limit: number): MemberRange[] {
  const most = Math.min(Math.max(1, members), Math.floor(limit / vectorBytes(layout)))
  if (most === 0) throw tooLarge('A policy of this shape', vectorBytes(layout), limit, 'Use a smaller model.')
  return Array.from({ length: Math.ceil(members / most) }, (_, index) => ({
    from: index * most,
    to: Math.min((index + 1) * most, members),
  }))
}

/**
 * Cuts the members of a shard into groups whose passes fit the device, of one size where possible, because passes are recorded by size.
 *
 * @param bytesOf what a pass over so many members takes, which grows with them
 * @throws DeviceError `insufficient` where one member alone is too large
 */
export function memberGroups(
  members: number,
  bytesOf: (members: number) => PassBytes,
  limits: PassLimits,
): MemberRange[] {
  const fits = (count: number): boolean => {
    const { largest, total } = bytesOf(count)
    return largest <= limits.buffer && total <= limits.budget
  }
  if (fits(members)) return evenGroups(members, members)
  const { largest } = bytesOf(1)
  if (largest > limits.buffer)
    throw tooLarge('This batch', largest, limits.buffer, 'Use a smaller batch or a smaller model.')
  // One member goes through whatever the budget says.
  let [most, tooMany] = [1, members]
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2)
    if (fits(middle)) most = middle
    else tooMany = middle
  }
  return evenGroups(members, most)
}
