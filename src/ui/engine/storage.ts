import { defaultEngineSettings, type EngineSettings, engineSettingsSchema } from '../../worker/engineSettings'

const KEY = 'engine'

/** The settings that this browser keeps; the defaults where it keeps none, or what it keeps cannot be read. */
export function readEngineSettings(storage: () => Pick<Storage, 'getItem'>): EngineSettings {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? 'null')
    return engineSettingsSchema.safeParse(kept).data ?? defaultEngineSettings
  } catch {
    // A browser that refuses storage throws at the mere mention of it.
    return defaultEngineSettings
  }
}

/** Keeps settings for the next visit, where the browser allows it. */
export function writeEngineSettings(
  storage: () => Pick<Storage, 'setItem' | 'removeItem'>,
  settings: EngineSettings,
): void {
  try {
    if (isDefault(settings)) storage().removeItem(KEY)
    else storage().setItem(KEY, JSON.stringify(settings))
  } catch {
    // The settings hold for this visit all the same.
  }
}

export function isDefault({ engine, tile, rollout }: EngineSettings): boolean {
  return (
    engine === defaultEngineSettings.engine &&
    tile === defaultEngineSettings.tile &&
    rollout === defaultEngineSettings.rollout
  )
}
