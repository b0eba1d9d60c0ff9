import { type ArmId, isArmId, kindOf, nextArmId, sortArms } from '../../config/armId'
import { type ArmKind, kindsOf, type MethodGroup, methodGroups, methodNumberNames } from '../../config/methods'
import type { ExperimentConfig } from '../../config/config'
import { startingPoint } from '../../config/link'
import { pearFields } from '../../config/ownSettings'
import { getSetting } from '../../config/settings'
import { change, edit, type Editing, textAt } from './editing'

/** The arms that are switched on, as the page shows them. */
export const chosenArms = (editing: Editing): ArmId[] => textAt(editing, 'arms').split(',').filter(isArmId)

/** The arms that have a card: those that are on, the preset's, and those with something of their own. */
export function cardArms(editing: Editing): ArmId[] {
  const own = Object.keys(editing.config.own ?? {}).filter(isArmId)
  return sortArms([...new Set([...chosenArms(editing), ...presetArms(editing), ...own])])
}

const presetArms = ({ config }: Editing): readonly ArmId[] => startingPoint(config.preset, config.game.id).arms

/** Whether an arm can be taken away; a preset's arms can only be switched off. */
export const isRemovable = (editing: Editing, arm: ArmId): boolean => !presetArms(editing).includes(arm)

/** Switches an arm on or off; its card stays. */
export function switchArm(editing: Editing, arm: ArmId, isOn: boolean): Editing {
  const chosen = chosenArms(editing).filter((id) => id !== arm)
  const arms = sortArms(isOn ? [...chosen, arm] : chosen)
  const kept = isRemovable(editing, arm)
    ? withOwn(editing.config, arm, editing.config.own?.[arm] ?? {})
    : editing.config
  return edit({ ...editing, config: kept }, 'arms', arms.join(','))
}

/** Another arm of a kind, switched on, and its id; none where there are as many as can be. */
export function addArm(
  editing: Editing,
  kind: ArmKind,
  own: object = kind === 'formula' ? { formula: '1' } : {},
): { editing: Editing; arm: ArmId | undefined } {
  const arm = nextArmId(kind, cardArms(editing))
  if (!arm) return { editing, arm }
  const arms = sortArms([...chosenArms(editing), arm])
  const candidate = { ...withOwn(editing.config, arm, own), arms }
  return { editing: change(editing, candidate, ['arms']), arm }
}

/** Another arm of the same kind and with the same weighting. */
export function duplicateArm(editing: Editing, arm: ArmId): { editing: Editing; arm: ArmId | undefined } {
  const { name: _, ...weighting } = editing.config.own?.[arm] ?? {}
  return addArm(editing, kindOf(arm), weighting)
}

/** Takes an arm away with everything that it has of its own. */
export function removeArm(editing: Editing, arm: ArmId): Editing {
  const typed = Object.keys(editing.pending).filter((path) => path.startsWith(`own.${arm}.`))
  const kept = Object.entries(editing.pending).filter(([path]) => !typed.includes(path))
  const config = withOwn(editing.config, arm, undefined)
  const arms = chosenArms(editing).filter((id) => id !== arm)
  return edit({ ...editing, config, pending: Object.fromEntries(kept) }, 'arms', arms.join(','))
}

/** What an arm has of its own beside its name and formula, in words: `γ 0.9`. */
export function differences(config: ExperimentConfig, arm: ArmId, titles: ReadonlyMap<string, string>): string[] {
  return [...methodNumberNames, ...pearFields].flatMap((field) => {
    const value = getSetting(config, `own.${arm}.${field}`)
    const title = titles.get(`pear.${field}`) ?? field
    return value === undefined ? [] : [`${title} ${String(value).replace('-', '−')}`]
  })
}

/** The config with another entry of an arm's own settings; without any where it is undefined. */
function withOwn(config: ExperimentConfig, arm: ArmId, own: object | undefined): ExperimentConfig {
  const { [arm]: _, ...others } = config.own ?? {}
  const next = own === undefined ? others : { ...others, [arm]: own }
  const { own: __, ...rest } = config
  return Object.keys(next).length === 0 ? rest : { ...rest, own: next }
}

/** Kinds of arms that belong together. */
export const armGroups: readonly { title: string; arms: readonly ArmKind[] }[] = Object.entries(methodGroups).map(
  ([group, title]) => ({ title, arms: kindsOf(group as MethodGroup) }),
)
