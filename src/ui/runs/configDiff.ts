import { armTitle, isArmId } from '../../config/armId'
import { armsOf, type ExperimentConfig, ownOf } from '../../config/config'
import { startingPoint } from '../../config/link'
import { findPreset } from '../../config/presets'
import { ownSetting } from '../../config/ownLink'
import { ownKeys } from '../../config/ownSettings'
import { getSetting, type Setting, settingsOf, type SettingValue } from '../../config/settings'
import { games } from '../../games'
import { fullTitle } from '../config/mainSettings'
import { MISSING } from '../format'

/** A setting in which two experiments differ, in words. */
export interface SettingChange {
  /** As in links; unique in a list. */
  path: string
  title: string
  from: string
  to: string
}

/** Every setting in which `to` differs from `from`, in the order of the schema; settings that one of them lacks are dashes. */
export function configDiff(from: ExperimentConfig, to: ExperimentConfig): SettingChange[] {
  const settings = new Map<string, Setting>()
  for (const { game } of [to, from]) for (const setting of settingsOf(game.id)) settings.set(setting.path, setting)
  const changes: SettingChange[] = [
    { path: 'preset', title: 'Preset', from: presetTitle(from), to: presetTitle(to) },
    { path: 'game.id', title: 'Game', from: games[from.game.id].title, to: games[to.game.id].title },
    ...[...settings.values()].map((setting) => ({
      path: setting.path,
      title: fullTitle(setting),
      from: settingText(from, setting.path),
      to: settingText(to, setting.path),
    })),
    ...ownChanges(from, to, settings),
  ]
  return changes.filter((change) => change.from !== change.to)
}

/** The settings of an experiment that are not its preset’s. */
export function changesFromPreset(config: ExperimentConfig): SettingChange[] {
  return configDiff(startingPoint(config.preset, config.game.id), config).filter(({ path }) => path !== 'preset')
}

export const presetTitle = ({ preset }: ExperimentConfig): string => findPreset(preset)?.title ?? preset

function settingText(config: ExperimentConfig, path: string): string {
  if (path === 'arms')
    return armsOf(config)
      .map((arm) => armTitle(arm, config.own))
      .join(', ')
  return valueText(getSetting(config, path))
}

function valueText(value: SettingValue | undefined): string {
  if (value === undefined) return MISSING
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value).replace('-', '−')
  return String(value)
}

/** What single arms have in place of the experiment’s weighting. */
function ownChanges(
  from: ExperimentConfig,
  to: ExperimentConfig,
  settings: ReadonlyMap<string, Setting>,
): SettingChange[] {
  const [before, after] = [new Map(ownOf(from)), new Map(ownOf(to))]
  const armIds = [...new Set([...after.keys(), ...before.keys()])].filter(isArmId)
  return armIds.flatMap((arm) =>
    ownKeys.map((field) => ({
      path: `own.${arm}.${field}`,
      title: `${armTitle(arm)}: ${ownSetting(`own.${arm}.${field}`, settings)?.title ?? field}`,
      from: valueText(before.get(arm)?.[field]),
      to: valueText(after.get(arm)?.[field]),
    })),
  )
}
