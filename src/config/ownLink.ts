import { weightingFields } from './armTraining'
import { type ArmId, isArmId, kindOf, sortArms } from './armId'
import { type ExperimentConfig, ownOf } from './config'
import { methodNumberNames, methodNumbers, methods } from './methods'
import { ownKeys, pearFields } from './ownSettings'
import type { Setting } from './settings'

const NAME = /^own\.([^.]+)\.([^.]+)$/

/** What single arms have of their own as pairs of a link: `own.token-2.gamma=0.9`. Presets have nothing of the kind. */
export function ownPairs(config: ExperimentConfig): [path: string, text: string][] {
  const own = new Map(ownOf(config))
  return sortArms([...own.keys()]).flatMap((arm) =>
    ownKeys.flatMap((field): [string, string][] => {
      const value = own.get(arm)?.[field]
      return value === undefined ? [] : [[`own.${arm}.${field}`, String(value)]]
    }),
  )
}

/** What an arm of this experiment may have of its own and that makes a difference to it, as paths; its name is not among them. */
export function ownPaths(arm: ArmId, { own }: ExperimentConfig): string[] {
  const kind = kindOf(arm)
  const fields = [
    ...(kind === 'formula' ? ['formula'] : []),
    ...(methods[kind].numbers ?? []),
    ...weightingFields(kind, own?.[arm]?.formula),
  ]
  return fields.map((field) => `own.${arm}.${field}`)
}

/** The setting that such a path names: an arm's name, formula or number, or what the experiment's weighting has under that name. */
export function ownSetting(path: string, settings: ReadonlyMap<string, Setting>): Setting | undefined {
  const [, arm = '', field = ''] = NAME.exec(path) ?? []
  if (!isArmId(arm)) return undefined
  if (field === 'name')
    return { path, title: 'Name', description: 'What charts and tables call the arm.', kind: 'text' }
  if (field === 'formula')
    return {
      path,
      title: 'Formula',
      description: 'c_t: what −log π_θ(y_t) of each response token counts.',
      kind: 'text',
    }
  const number = methodNumberNames.find((one) => one === field)
  if (number) {
    const { initial: _, ...setting } = methodNumbers[number]
    return { path, kind: 'number', ...setting }
  }
  const shared = pearFields.some((one) => one === field) ? settings.get(`pear.${field}`) : undefined
  return shared && { ...shared, path }
}
