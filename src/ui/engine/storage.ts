import { defaultEngineSettings, type EngineSettings, engineSettingsSchema } from '../../worker/engineSettings'
import { type SettingStore, storedSetting } from '../parts/storedSetting'

/** The engine that this browser trains on, and its form. Defaults leave nothing behind, so that a later version's hold. */
export const engineSetting = (storage?: () => SettingStore) =>
  storedSetting<EngineSettings>('engine', {
    parse: (text) => engineSettingsSchema.safeParse(JSON.parse(text)).data,
    format: (settings) => (isDefault(settings) ? undefined : JSON.stringify(settings)),
    initial: defaultEngineSettings,
    storage,
  })

export function isDefault({ engine, tile, rollout }: EngineSettings): boolean {
  return (
    engine === defaultEngineSettings.engine &&
    tile === defaultEngineSettings.tile &&
    rollout === defaultEngineSettings.rollout
  )
}
