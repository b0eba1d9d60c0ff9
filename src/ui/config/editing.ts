import { parseConfig, type ExperimentConfig } from '../../config/config'
import { decodeLink, readValue, startingPoint } from '../../config/link'
import { ownPairs, ownSetting } from '../../config/ownLink'
import {
  getSetting,
  settingsOf,
  withoutSetting,
  withSetting,
  type Setting,
  type SettingValue,
} from '../../config/settings'
import { methodNumberNames, methodNumbers } from '../../config/methods'
import type { GameId } from '../../games'

/**
 * What the settings panel holds. `config` is always valid and is what the link says. What was typed since and does not
 * yet fit stands in `pending`, by path and as typed, so that nothing that anyone typed is lost.
 */
export interface Editing {
  config: ExperimentConfig
  pending: Readonly<Record<string, string>>
  /** What the opened link held and this page could not take. */
  notices: readonly string[]
}

/** The settings that a link opens with. */
export function openLink(hash: string): Editing {
  const { config, notices } = decodeLink(hash)
  return { config, pending: {}, notices }
}

/** The text that a control shows; of an arm that has nothing of its own, the experiment's. */
export function textAt({ config, pending }: Editing, path: string): string {
  return pending[path] ?? String(getSetting(config, path) ?? sharedValue(config, path) ?? '')
}

const OWN = /^own\.[^.]+\./

/** What holds where an arm has nothing of its own at such a path: the experiment's weighting, or its method's own number. */
function sharedValue(config: ExperimentConfig, path: string): SettingValue | undefined {
  const name = path.replace(OWN, '')
  const number = methodNumberNames.find((one) => one === name && name !== path)
  return number ? methodNumbers[number].initial : getSetting(config, path.replace(OWN, 'pear.'))
}

/** After typing `text` at a setting: all of it becomes the config as soon as the whole is valid. */
export function edit(editing: Editing, path: string, text: string): Editing {
  const pending = { ...editing.pending, [path]: text }
  const result = check({ ...editing, pending })
  return 'config' in result ? { ...editing, config: result.config, pending: {} } : { ...editing, pending }
}

/**
 * After another way of changing the config. What was typed and does not fit yet stays, unless its path is among `settled`. A
 * config that is not valid changes nothing.
 */
export function change(editing: Editing, candidate: object, settled: readonly string[] = []): Editing {
  const kept = Object.entries(editing.pending).filter(([path]) => !settled.includes(path))
  const pending = Object.fromEntries(kept)
  const own = parseConfig(candidate)
  if ('problems' in own) return editing
  const whole = check({ ...editing, config: own.config, pending })
  return 'config' in whole
    ? { ...editing, config: whole.config, pending: {} }
    : { ...editing, config: own.config, pending }
}

/** Takes a weighting that was tried elsewhere on the page into the settings; what was typed in its fields gives way. */
export function takeWeighting(editing: Editing, weighting: Partial<ExperimentConfig['pear']>): Editing {
  const { config } = editing
  const paths = Object.keys(weighting).map((key) => `pear.${key}`)
  return change(editing, { ...config, pear: { ...config.pear, ...weighting } }, paths)
}

/** Gives settings back the preset's values, and arms the experiment's. */
export function reset(editing: Editing, paths: readonly string[]): Editing {
  const start = startingPoint(editing.config.preset, editing.config.game.id)
  let candidate: object = editing.config
  for (const path of paths) {
    candidate = OWN.test(path) ? withoutSetting(candidate, path) : withSetting(candidate, path, getSetting(start, path))
  }
  const next = change(editing, candidate, paths)
  // Values that fit only together with others that are changed: each is shown as the preset's, with what is wrong.
  return next !== editing ? next : paths.reduce((state, path) => edit(state, path, presetText(editing, path)), editing)
}

/** The message at each setting that does not fit, by path; empty when all is valid. */
export function problemsOf(editing: Editing): Readonly<Record<string, string>> {
  if (Object.keys(editing.pending).length === 0) return {}
  const result = check(editing)
  return 'config' in result ? {} : result.problems
}

/** A preset as it is, with nothing changed. */
export function choosePreset(editing: Editing, preset: string): Editing {
  return { ...editing, ...openLink(`preset=${encodeURIComponent(preset)}`) }
}

/** Another game with its own defaults; what was changed elsewhere is kept. */
export function chooseGame({ config, pending, notices }: Editing, game: GameId): Editing {
  const before = startingPoint(config.preset, config.game.id)
  let next: object = { ...startingPoint(config.preset, game), ...(config.own && { own: config.own }) }
  for (const { path } of settingsOf(game)) {
    if (path.startsWith('game.')) continue
    const value = getSetting(config, path)
    if (value !== undefined && String(value) !== String(getSetting(before, path))) next = withSetting(next, path, value)
  }
  const result = parseConfig(next)
  const kept = Object.entries(pending).filter(([path]) => !path.startsWith('game.'))
  return {
    config: 'config' in result ? result.config : startingPoint(config.preset, game),
    pending: Object.fromEntries(kept),
    notices,
  }
}

/** What a reset gives, as text: the preset's value of a setting; what an arm may have of its own, the experiment's. */
export function presetText({ config }: Editing, path: string): string {
  const from = OWN.test(path) ? config : startingPoint(config.preset, config.game.id)
  return String(sharedValue(from, path) ?? '')
}

/** Whether a setting differs from the preset, typed or taken over; whether an arm has one of its own. */
export function isChanged(editing: Editing, path: string): boolean {
  if (!OWN.test(path)) return textAt(editing, path) !== presetText(editing, path)
  return path in editing.pending || getSetting(editing.config, path) !== undefined
}

/** The settings that differ from the preset, typed or taken over, and everything that arms have of their own. */
export function changedPaths(editing: Editing): readonly string[] {
  const { config, pending } = editing
  const own = [...ownPairs(config).map(([path]) => path), ...Object.keys(pending).filter((path) => OWN.test(path))]
  const shared = settingsOf(config.game.id).map(({ path }) => path)
  return [...shared.filter((path) => isChanged(editing, path)), ...new Set(own)]
}

type Checked = { config: ExperimentConfig } | { problems: Record<string, string> }

function check({ config, pending }: Editing): Checked {
  const problems: Record<string, string> = {}
  const settings = new Map(settingsOf(config.game.id).map((setting) => [setting.path, setting]))
  let candidate: object = config
  for (const [path, text] of Object.entries(pending)) {
    const setting = settings.get(path) ?? ownSetting(path, settings)
    const value = setting && readValue(setting, tidy(setting, text))
    if (value === undefined || (setting && !inRange(setting, value)))
      problems[path] = setting ? expectation(setting) : 'There is no such setting.'
    else candidate = withSetting(candidate, path, value)
  }
  const result = parseConfig(candidate)
  if ('problems' in result) {
    for (const { path, message } of result.problems) problems[path] ??= message
  } else if (Object.keys(problems).length === 0) return result
  return { problems }
}

/** Spellings that everyone means the same by: spaces around, a true minus sign, a number without its 0 before the point. */
function tidy({ kind }: Setting, text: string): string {
  if (kind !== 'integer' && kind !== 'number') return text
  return text
    .trim()
    .replace(/^−/, '-')
    .replace(/^(-?)\./, '$10.')
}

function inRange({ kind, minimum = -Infinity, maximum = Infinity, options }: Setting, value: SettingValue): boolean {
  if (typeof value === 'number')
    return value >= minimum && value <= maximum && (kind !== 'integer' || Number.isInteger(value))
  return kind !== 'choice' || typeof value !== 'string' || options === undefined || options.includes(value)
}

/** What a setting takes, as a sentence for the field. */
export function expectation({ kind, minimum, maximum, options }: Setting): string {
  if (kind === 'boolean') return 'Choose yes or no.'
  if (kind === 'text') return 'Enter a name.'
  if (kind === 'choice' || kind === 'list') return `Choose from ${options?.join(', ') ?? 'the list'}.`
  const noun = kind === 'integer' ? 'a whole number' : 'a number'
  const range = minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`
  return `Enter ${noun}${range}.`.replaceAll('-', '−')
}
