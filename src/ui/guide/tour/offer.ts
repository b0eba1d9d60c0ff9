import { type SettingStore, storedSetting } from '../../parts/storedSetting'

/** Whether this browser was offered the tour on an earlier visit; true where it keeps nothing, so that nobody is asked each time. */
export const tourOffered = (storage?: () => SettingStore) =>
  storedSetting<boolean>('tour', {
    parse: () => true,
    format: (offered) => (offered ? 'offered' : undefined),
    initial: false,
    refused: true,
    storage,
  })
