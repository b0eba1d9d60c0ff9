import type { PromptBatch, TokenBatch } from '../engine'

/*
 * Who computes what: members of a population are dealt to workers, each of which gets its own share of every batch.
 */

/**
 * The members of each worker, `[K][…]`, in ascending order. Populations list their members arm by arm, and what a member costs depends on
 * its arm: its objective may need another forward pass, and its responses may be long. Each round therefore begins one worker further, so
 * that no worker gets the same arm of every seed, and none has more than one member more than another.
 *
 * @param members M
 * @param workers K
 */
export function dealMembers(members: number, workers: number): number[][] {
  const hands = Array.from({ length: workers }, (): number[] => [])
  for (let member = 0; member < members; member++)
    hands[(member + Math.floor(member / workers)) % workers]?.push(member)
  return hands
}

/** What some members read of a batch: the slots that they share, once each, in arrays of their own. */
export function shareOf<B extends TokenBatch | PromptBatch>(batch: B, members: readonly number[]): B {
  const read = members.map((member) => batch.slotOf[member] as number)
  const slots = [...new Set(read)].sort((a, b) => a - b)
  const entries = Object.entries(batch).map(([name, value]: [string, unknown]) => [
    name,
    isNumbers(value) ? takeSlots(value, batch.slots, slots) : value,
  ])
  return {
    ...(Object.fromEntries(entries) as B),
    slots: slots.length,
    slotOf: read.map((slot) => slots.indexOf(slot)),
  }
}

/** The memory of all arrays of a message that consists of one, of several, or of fields: what its sender gives away with it. */
export function buffersOf(message: unknown): ArrayBuffer[] {
  if (typeof message !== 'object' || message === null) return []
  return (isNumbers(message) ? [message] : Object.values(message)).filter(isNumbers).map(({ buffer }) => buffer)
}

type Numbers = (Float32Array | Int32Array | Uint32Array) & { buffer: ArrayBuffer }

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint32Array

/** Some slots of an array whose first axis they are. */
function takeSlots(values: Numbers, slots: number, taken: readonly number[]): Numbers {
  const size = values.length / slots
  const result = new (values.constructor as new (length: number) => Numbers)(taken.length * size)
  taken.forEach((slot, place) => {
    result.set(values.subarray(slot * size, (slot + 1) * size), place * size)
  })
  return result
}

/** Puts what a worker gave of its members where they stand in the population: both arrays `[members, …]`. */
export function placeMembers(
  target: Float32Array | Int32Array,
  part: Float32Array | Int32Array,
  members: readonly number[],
): void {
  const size = part.length / members.length
  members.forEach((member, place) => {
    target.set(part.subarray(place * size, (place + 1) * size), member * size)
  })
}
