import { type ExperimentConfig, parseConfig } from '../src/config/config'
import { decodeLink, kindOf, readValue } from '../src/config/link'
import { findPreset, presets } from '../src/config/presets'
import { settingsOf, withSetting } from '../src/config/settings'
import {
  type EngineChoice,
  type EngineSettings,
  engineSettingsSchema,
  forms,
  MEASURED,
} from '../src/worker/engineSettings'

/** An experiment as the command line names it. */
export interface ExperimentChoice {
  preset: string
  /** In place of the preset; with or without `#`. */
  link?: string | undefined
  /** Settings that differ, and the option that said so. */
  changes: readonly { option: string; path: string; text: string }[]
}

/** The engine and the forms of its kernels, as engine settings name them; forms to be measured are absent. */
export interface EngineOptions {
  engine: EngineChoice
  tile?: string | undefined
  rollout?: string | undefined
}

/** The engine's settings, or what is wrong with them. */
export function chosenEngine(choice: EngineOptions): { settings: EngineSettings } | { problems: string[] } {
  const settings: unknown = {
    engine: choice.engine,
    tile: choice.tile ?? MEASURED,
    rollout: choice.rollout ?? MEASURED,
  }
  const parsed = engineSettingsSchema.safeParse(settings)
  if (parsed.success) return { settings: parsed.data }
  const problems = (['tile', 'rollout'] as const)
    .filter((name) => parsed.error.issues.some(({ path }) => path[0] === name))
    .map((name) => `--${name} is "${choice[name]}"; it must be one of ${[MEASURED, ...forms[name].keys()].join(', ')}.`)
  return { problems }
}

/** The experiment, or everything that is wrong with what names it, a sentence each. */
export function chosenConfig(choice: ExperimentChoice): { config: ExperimentConfig } | { problems: string[] } {
  const begun = startOf(choice)
  if ('problems' in begun) return begun
  const start = begun.config
  const settings = new Map(settingsOf(start.game.id).map((setting) => [setting.path, setting]))
  let wanted: object = start
  for (const { option, path, text } of choice.changes) {
    const setting = settings.get(path)
    if (!setting) return { problems: [`${option}: there is no setting "${path}".`] }
    const value = readValue(setting, text)
    if (value === undefined) return { problems: [`${option}: ${path} is "${text}"; it must be ${kindOf(setting)}.`] }
    wanted = withSetting(wanted, path, value)
  }
  const result = parseConfig(wanted)
  if ('config' in result) return result
  return { problems: result.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)) }
}

function startOf({ preset, link }: ExperimentChoice): { config: ExperimentConfig } | { problems: string[] } {
  if (link === undefined) {
    const found = findPreset(preset)
    if (found) return { config: found.config }
    return { problems: [`--preset is "${preset}"; the presets are ${Object.keys(presets).join(', ')}.`] }
  }
  const { config, notices } = decodeLink(link)
  // A page opens what it can of a link; a command that may run for hours says what it cannot take.
  return notices.length > 0 ? { problems: notices.map((notice) => `--link: ${notice}`) } : { config }
}
