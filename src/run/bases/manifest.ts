import { z } from 'zod'
import { type BaseSettings, baseSettings } from '../baseCache'
import type { ExperimentConfig } from '../../config/config'

/** A base policy that is shipped: what it is, where it is, and how it was made. */
const shippedPolicy = z.strictObject({
  /** The settings that pretraining read, as in `baseSettings`. */
  settings: z.record(z.string(), z.json()),
  seed: z.int().nonnegative(),
  /** Beside the manifest. */
  file: z.string().regex(/^[\w-]+\/seed-\d+\.safetensors$/, 'must be like smoke/seed-0.safetensors'),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
  command: z.string(),
  /** Engine and device, for people. */
  engine: z.string(),
  runtime: z.string(),
  /** ISO 8601. */
  made: z.iso.datetime(),
})

const manifestSchema = z.strictObject({
  format: z.literal('pear-playground-bases'),
  version: z.literal(1),
  policies: z
    .array(shippedPolicy)
    .refine((all) => new Set(all.map(keyOf)).size === all.length, 'names one base policy twice')
    .refine((all) => new Set(all.map(({ file }) => file)).size === all.length, 'names one file twice'),
})

export type ShippedPolicy = z.infer<typeof shippedPolicy>
/** `public/bases/manifest.json`: the base policies that come with the page. */
export type BasesManifest = z.infer<typeof manifestSchema>

/** A manifest from its text, or a clause that says why it is none. */
export function parseManifest(text: string): { manifest: BasesManifest } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'it is not JSON' }
  }
  const parsed = manifestSchema.safeParse(value)
  if (parsed.success) return { manifest: parsed.data }
  const [issue] = parsed.error.issues
  return { problem: `it is no manifest of this version (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})` }
}

/** The name of one seed's base policy, whichever engine trained it; the same for settings in any order. */
export const shippedKey = (config: ExperimentConfig, seed: number): string => keyText(baseSettings(config), seed)

/** The name of the base policy that an entry describes, to be compared with `shippedKey`. */
export function keyOf({ settings, seed }: Pick<ShippedPolicy, 'settings' | 'seed'>): string {
  return keyText(settings, seed)
}

const keyText = (settings: BaseSettings | ShippedPolicy['settings'], seed: number): string =>
  JSON.stringify({ seed, settings }, (_, value: unknown) => sorted(value))

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
