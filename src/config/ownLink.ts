import { isArmId, sortArms } from './armId'
import { type ExperimentConfig, ownOf } from './config'
import { ownFields } from './ownWeighting'
import type { Setting } from './settings'

const NAME = /^own\.([^.]+)\.([^.]+)$/

/** What single arms have of their own as pairs of a link: `own.token-2.gamma=0.9`. Presets have nothing of the kind. */
export function ownPairs(config: ExperimentConfig): [path: string, text: string][] {
  const own = new Map(ownOf(config))
  return sortArms([...own.keys()]).flatMap((arm) =>
    (['name', ...ownFields] as const).flatMap((field): [string, string][] => {
      const value = own.get(arm)?.[field]
      return value === undefined ? [] : [[`own.${arm}.${field}`, String(value)]]
    }),
  )
}

/** The setting that such a path names: an arm's name, or what the experiment's weighting has under that name. */
export function ownSetting(path: string, settings: ReadonlyMap<string, Setting>): Setting | undefined {
  const [, arm = '', field = ''] = NAME.exec(path) ?? []
  if (!isArmId(arm)) return undefined
  if (field === 'name')
    return { path, title: 'Name', description: 'What charts and tables call the arm.', kind: 'text' }
  const shared = ownFields.some((one) => one === field) ? settings.get(`pear.${field}`) : undefined
  return shared && { ...shared, path }
}
