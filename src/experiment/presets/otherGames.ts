import type { Preset } from './preset'

/** The finding, its absence and its reversal on other games. */
export const otherGamePresets: readonly Preset[] = []
