import { z } from 'zod'
import { armKinds, type ArmKind, methods } from './methods'

/**
 * An arm of one experiment: its kind and, from the second of a kind on, its number. `token-2` is a second PEAR (token) that has a
 * weighting of its own. Formulas are numbered from the first on: `formula-1`.
 */
export type ArmId = ArmKind | `${ArmKind}-${number}`

/** The kind of which every arm has a number, because nothing but its formula says what it is. */
const NUMBERED_KIND = 'formula' satisfies ArmKind

const PATTERN = /^([a-z]+)(?:-([1-9]\d?))?$/

/** An arm's kind and number, 1 where it has none; undefined for a text that names no arm. */
function partsOf(id: string): { kind: ArmKind; number: number } | undefined {
  const [, name, number] = PATTERN.exec(id) ?? []
  const kind = armKinds.find((one) => one === name)
  const isWritten = kind === NUMBERED_KIND ? number !== undefined : number !== '1'
  return kind && isWritten ? { kind, number: Number(number ?? 1) } : undefined
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
  const numbered = Array.from({ length: 99 }, (_, i): ArmId => `${kind}-${i + 1}`)
  const names = kind === NUMBERED_KIND ? numbered : [kind, ...numbered.slice(1)]
  return names.find((name) => !taken.includes(name))
}

/** Names that people gave to arms. */
export type ArmNames = Partial<Readonly<Record<ArmId, { readonly name?: string }>>>

/** An arm's name for people: its own one, or its kind's, with the number where it has one. */
export function armTitle(id: ArmId, own: ArmNames = {}): string {
  const { title } = methods[kindOf(id)]
  return own[id]?.name ?? (/\d$/.test(id) ? `${title} ${numberOf(id)}` : title)
}

const kindSchema = z.enum(armKinds)

/** A text that names an arm. */
export const armIdSchema = z.union([kindSchema, z.templateLiteral([kindSchema, '-', z.int()])]).refine(isArmId, {
  error: `Arms are ${armKinds.join(', ')}; a second of a kind has a number from 2 to 99, as token-2, and every formula has one, from formula-1 on.`,
  // Nothing can be said of the whole that names arms which do not exist.
  abort: true,
})
