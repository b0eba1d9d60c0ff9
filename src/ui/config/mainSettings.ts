import type { GameId } from '../../games'
import { settingsOf, type Setting } from '../../config/settings'

/** A titled group of controls. */
export interface SettingGroup {
  title: string
  settings: readonly Setting[]
}

/** A group that is always in sight, and what of its part of the experiment can be opened below it. */
export interface MainGroup extends SettingGroup {
  /** The part of the experiment: `pear`. */
  part: string
  more: readonly Setting[]
}

/** The settings that are always in sight; `arms` has a control of its own. */
const mainPaths: readonly (readonly [part: string, paths: readonly string[]])[] = [
  ['pear', ['pear.gamma', 'pear.block', 'pear.deltaMin', 'pear.deltaMax', 'pear.logGMin', 'pear.logGMax']],
  ['sft', ['sft.steps', 'sft.learningRate']],
  ['rl', ['rl.steps', 'rl.learningRate', 'rl.group']],
  ['seeds', ['seeds.count', 'seeds.first']],
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

const partOf = ({ path }: Setting): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))

/** The main settings of an experiment on this game, in groups, each with the rest of its part. */
export function mainGroups(game: GameId): readonly MainGroup[] {
  const settings = settingsOf(game)
  return mainPaths.map(([part, paths]) => ({
    part,
    title: partTitles[part] ?? part,
    settings: paths.flatMap((path) => settings.find((setting) => setting.path === path) ?? []),
    more: settings.filter((setting) => partOf(setting) === part && !paths.includes(setting.path)),
  }))
}

/** The settings of every other part of the experiment. */
export function otherGroups(game: GameId): readonly SettingGroup[] {
  const main = new Set(mainPaths.map(([part]) => part))
  const groups = new Map<string, Setting[]>()
  for (const setting of settingsOf(game)) {
    const part = partOf(setting)
    if (setting.path === 'arms' || main.has(part)) continue
    groups.set(part, [...(groups.get(part) ?? []), setting])
  }
  return [...groups].map(([part, settings]) => ({ title: partTitles[part] ?? part, settings }))
}

/** A setting's name where it stands outside its group: `RL: Learning rate`. */
export function fullTitle(setting: Setting): string {
  const group = partTitles[partOf(setting)]
  return group === undefined ? setting.title : `${group}: ${setting.title}`
}
