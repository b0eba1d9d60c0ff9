import { tooLarge } from './device/tooLarge'
import type { PassBytes } from './passes/bytes'
import { evenGroups, type MemberRange } from '../members'
import type { Shard } from './members'

/** Members that go through one pass together: some of one shard. */
export interface MemberGroup extends MemberRange {
  shard: Shard
}

/**
 * Cuts a population into groups whose passes fit the device. Members never meet in a computation, so that cutting changes no
 * bit; groups are of one size where possible, because passes are recorded by size.
 *
 * @param bytes what one member takes
 * @param limits bytes of the largest buffer that the device allows, and of all that a pass may take
 * @throws DeviceError `insufficient` where one member alone is too large
 */
export function memberGroups(
  shards: readonly Shard[],
  bytes: PassBytes,
  limits: { buffer: number; budget: number },
): MemberGroup[] {
  if (bytes.largest > limits.buffer) {
    throw tooLarge('This batch', bytes.largest, limits.buffer, 'Use a smaller batch or a smaller model.')
  }
  const most = Math.max(1, Math.floor(Math.min(limits.buffer / bytes.largest, limits.budget / bytes.total)))
  return shards.flatMap((shard) =>
    evenGroups(shard.members, most).map(({ from, to }) => ({ shard, from: shard.from + from, to: shard.from + to })),
  )
}
