import { parseConfig, type ExperimentConfig } from '../../experiment/config'
import { decodeLink, readValue, startingPoint } from '../../experiment/link'
import { getSetting, settingsOf, withSetting, type Setting, type SettingValue } from '../../experiment/settings'
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

/** The text that a control shows. */
export function textAt({ config, pending }: Editing, path: string): string {
  return pending[path] ?? String(getSetting(config, path) ?? '')
}

/** After typing `text` at a setting: all of it becomes the config as soon as the whole is valid. */
export function edit(editing: Editing, path: string, text: string): Editing {
  const pending = { ...editing.pending, [path]: text }
  const result = check({ ...editing, pending })
  return 'config' in result ? { ...editing, config: result.config, pending: {} } : { ...editing, pending }
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
  let next: object = startingPoint(config.preset, game)
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

/** The preset's value of a setting, as text. */
export function presetText({ config }: Editing, path: string): string {
  return String(getSetting(startingPoint(config.preset, config.game.id), path) ?? '')
}

/** The settings that differ from the preset, typed or taken over. */
export function changedPaths(editing: Editing): readonly string[] {
  return settingsOf(editing.config.game.id)
    .map(({ path }) => path)
    .filter((path) => textAt(editing, path) !== presetText(editing, path))
}

type Checked = { config: ExperimentConfig } | { problems: Record<string, string> }

function check({ config, pending }: Editing): Checked {
  const problems: Record<string, string> = {}
  const settings = new Map(settingsOf(config.game.id).map((setting) => [setting.path, setting]))
  let candidate: object = config
  for (const [path, text] of Object.entries(pending)) {
    const setting = settings.get(path)
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
  if (kind === 'choice' || kind === 'list') return `Choose from ${options?.join(', ') ?? 'the list'}.`
  const noun = kind === 'integer' ? 'a whole number' : 'a number'
  const range = minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`
  return `Enter ${noun}${range}.`.replaceAll('-', '−')
}
