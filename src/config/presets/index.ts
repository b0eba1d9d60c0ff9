import type { Preset } from './preset'
import { otherGamePresets } from './otherGames'
import { smoke } from './smoke'
import { trackLimits, trackPresets } from './track'

export type { Confirmation } from './confirmation'
export type { Preset } from './preset'

/** Every preset by its id; the first is the one that opens. */
export const presets: Readonly<Record<string, Preset>> = Object.fromEntries(
  [...trackPresets, ...otherGamePresets, ...trackLimits, smoke].map((entry) => [entry.id, entry]),
)

/** The preset with this id; undefined where there is none. */
export function findPreset(id: string): Preset | undefined {
  return Object.hasOwn(presets, id) ? presets[id] : undefined
}

export const defaultPreset: Preset = findPreset('default') as Preset
