import { z } from 'zod'
import { armKinds, type ArmKind, arms } from './arms'
import type { OwnSettings } from './ownWeighting'

/**
 * An arm of one experiment: its kind and, from the second of a kind on, its number. `token-2` is a second PEAR (token) that has a
 * weighting of its own.
 */
export type ArmId = ArmKind | `${ArmKind}-${number}`

const NUMBERED = /^([a-z]+)(?:-([2-9]|[1-9]\d))?$/

/** An arm's kind and number, 1 where it has none; undefined for a text that names no arm. */
function partsOf(id: string): { kind: ArmKind; number: number } | undefined {
  const [, name, number = '1'] = NUMBERED.exec(id) ?? []
  const kind = armKinds.find((one) => one === name)
  return kind && { kind, number: Number(number) }
}

export const isArmId = (id: string): id is ArmId => partsOf(id) !== undefined

/** The kind of an arm: what it minimises. */
export function kindOf(id: ArmId): ArmKind {
  const parts = partsOf(id)
  if (!parts) throw new RangeError(`There is no arm ${id}.`)
  return parts.kind
}

/** 1 for the first arm of a kind, then 2 and on. */
export const numberOf = (id: ArmId): number => partsOf(id)?.number ?? 1

/** Arms in the order in which charts and tables show them: by kind, then by number. */
export function sortArms(ids: readonly ArmId[]): ArmId[] {
  const place = (id: ArmId): number => armKinds.indexOf(kindOf(id)) * 100 + numberOf(id)
  return [...ids].sort((a, b) => place(a) - place(b))
}

/** The first name of this kind that is not taken; undefined where all 99 are. */
export function nextArmId(kind: ArmKind, taken: readonly ArmId[]): ArmId | undefined {
  const names: ArmId[] = [kind, ...Array.from({ length: 98 }, (_, i): ArmId => `${kind}-${i + 2}`)]
  return names.find((name) => !taken.includes(name))
}

/** An arm's name for people: its own one, or its kind's, with the number where it has one. */
export function armTitle(id: ArmId, own: OwnSettings = {}): string {
  const number = numberOf(id)
  return own[id]?.name ?? (number === 1 ? arms[kindOf(id)].title : `${arms[kindOf(id)].title} ${number}`)
}

const kindSchema = z.enum(armKinds)

/** A text that names an arm. */
export const armIdSchema = z
  .union([kindSchema, z.templateLiteral([kindSchema, '-', z.int()])])
  .refine(isArmId, `Arms are ${armKinds.join(', ')}; a second of a kind has a number from 2 to 99, as token-2.`)
