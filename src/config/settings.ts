import { z } from 'zod'
import type { SettingFormula, SettingScale } from '../core/setting'
import type { GameId } from '../games'
import { configSchema, type ExperimentConfig } from './config'

/** A value that one setting can have. */
export type SettingValue = number | boolean | string | readonly string[]

/** One setting of an experiment, as controls and links see it. */
export interface Setting {
  /** Where it stands in the config, e.g. `pear.gamma`. */
  path: string
  title: string
  description: string
  kind: 'integer' | 'number' | 'boolean' | 'choice' | 'list' | 'text'
  /** Bounds, both allowed; numbers only. */
  minimum?: number
  maximum?: number
  /** What the number counts. */
  unit?: string
  /** How handy values lie; evenly where left out. */
  scale?: SettingScale
  /** The part of the range that people mostly want. */
  handy?: readonly [low: number, high: number]
  /** Between two handy values. */
  step?: number
  formula?: SettingFormula
  /** What may be chosen; choices and lists only. */
  options?: readonly string[]
}

/** The parts of JSON Schema that our schemas are made of, and what they say beside it (`core/setting`). */
const leafSchema = z.object({
  type: z.enum(['integer', 'number', 'boolean', 'string', 'array']),
  title: z.string().optional(),
  description: z.string().optional(),
  minimum: z.number().exactOptional(),
  maximum: z.number().exactOptional(),
  unit: z.string().exactOptional(),
  scale: z.enum(['linear', 'log', 'log2', 'none']).exactOptional(),
  handy: z.tuple([z.number(), z.number()]).exactOptional(),
  step: z.number().exactOptional(),
  formula: z.object({ tex: z.string(), plain: z.string() }).exactOptional(),
  enum: z.array(z.string()).optional(),
  items: z.object({ enum: z.array(z.string()) }).optional(),
})
const branchSchema = z.object({ properties: z.record(z.string(), z.unknown()) })

const known = new Map<GameId, readonly Setting[]>()

/** Every setting of an experiment on this game, in the schema's order; `preset` and `game.id` are no settings. */
export function settingsOf(id: GameId): readonly Setting[] {
  const cached = known.get(id)
  if (cached) return cached
  const settings = leaves(z.toJSONSchema(configSchema(id), { io: 'input' }), '')
  known.set(id, settings)
  return settings
}

function leaves(schema: unknown, path: string): Setting[] {
  const branch = branchSchema.safeParse(schema)
  if (branch.success) {
    return Object.entries(branch.data.properties).flatMap(([key, child]) =>
      leaves(child, path ? `${path}.${key}` : key),
    )
  }
  const leaf = leafSchema.safeParse(schema)
  if (!leaf.success || path === 'preset' || path === 'game.id') return []
  const { type, title = path, description = '', enum: words, items, ...rest } = leaf.data
  const options = words ?? items?.enum
  return [
    {
      path,
      title,
      description,
      kind: type === 'string' ? 'choice' : type === 'array' ? 'list' : type,
      ...rest,
      ...(options === undefined ? {} : { options }),
    },
  ]
}

const isBranch = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path of `settingsOf`; undefined where there is none. */
export function getSetting(config: ExperimentConfig, path: string): SettingValue | undefined {
  let value: unknown = config
  for (const key of path.split('.')) value = isBranch(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return isSettingValue(value) ? value : undefined
}

/** A copy of the config with another value at the path; it is not checked, `parseConfig` does that. */
export function withSetting(config: object, path: string, value: unknown): Record<string, unknown> {
  const [key, ...rest] = path.split('.') as [string, ...string[]]
  const copy: Record<string, unknown> = { ...config }
  const child = copy[key]
  copy[key] = rest.length === 0 ? value : withSetting(isBranch(child) ? child : {}, rest.join('.'), value)
  return copy
}

/** A copy of the config without what stands at the path; unchecked too. */
export function withoutSetting(config: object, path: string): Record<string, unknown> {
  const [key, ...rest] = path.split('.') as [string, ...string[]]
  const { [key]: child, ...others }: Record<string, unknown> = { ...config }
  if (rest.length === 0) return others
  return isBranch(child) ? { ...others, [key]: withoutSetting(child, rest.join('.')) } : { ...config }
}

function isSettingValue(value: unknown): value is SettingValue {
  return (
    ['number', 'boolean', 'string'].includes(typeof value) ||
    (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  )
}
