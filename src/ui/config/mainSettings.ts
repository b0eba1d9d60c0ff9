import type { GameId } from '../../games'
import { settingsOf, type Setting } from '../../experiment/settings'

/** A titled group of controls. */
export interface SettingGroup {
  title: string
  settings: readonly Setting[]
}

/** The settings that are always in sight; `arms` has a control of its own. */
const mainPaths: readonly (readonly [title: string, paths: readonly string[]])[] = [
  ['PEAR weights', ['pear.gamma', 'pear.block', 'pear.deltaMin', 'pear.deltaMax', 'pear.logGMin', 'pear.logGMax']],
  ['SFT', ['sft.steps', 'sft.learningRate']],
  ['RL', ['rl.steps', 'rl.learningRate', 'rl.group']],
  ['Seeds', ['seeds.count', 'seeds.first']],
]

const partTitles: Readonly<Record<string, string>> = {
  'game.difficulty': 'Game: difficulty',
  'game.base': 'Game: base writer',
  'game.teacher': 'Game: teacher',
  game: 'Transfer',
  'game.target': 'Transfer: target difficulty',
  model: 'Model',
  pretrain: 'Base policy',
  teacher: 'Teacher network',
  data: 'Offline data',
  sft: 'SFT',
  pear: 'PEAR weights',
  rl: 'RL',
  optimizer: 'Optimizer',
  evaluation: 'Evaluation',
  seeds: 'Seeds',
}

/** The main settings of an experiment on this game, in groups. */
export function mainGroups(game: GameId): readonly SettingGroup[] {
  const byPath = new Map(settingsOf(game).map((setting) => [setting.path, setting]))
  return mainPaths.map(([title, paths]) => ({
    title,
    settings: paths.flatMap((path) => byPath.get(path) ?? []),
  }))
}

/** Every setting that is not a main one, grouped by the part of the experiment that it belongs to. */
export function otherGroups(game: GameId): readonly SettingGroup[] {
  const main = new Set(['arms', ...mainPaths.flatMap(([, paths]) => paths)])
  const groups = new Map<string, Setting[]>()
  for (const setting of settingsOf(game)) {
    if (main.has(setting.path)) continue
    const part = setting.path.slice(0, setting.path.lastIndexOf('.'))
    groups.set(part, [...(groups.get(part) ?? []), setting])
  }
  return [...groups].map(([part, settings]) => ({ title: partTitles[part] ?? part, settings }))
}

/** A setting's name where it stands outside its group: `RL: Learning rate`. */
export function fullTitle(setting: Setting): string {
  const part = setting.path.slice(0, Math.max(0, setting.path.lastIndexOf('.')))
  const group = partTitles[part]
  return group === undefined ? setting.title : `${group}: ${setting.title}`
}
