import { type ExperimentConfig, parseConfig } from '../src/config/config'
import { decodeLink, kindOf, readValue } from '../src/config/link'
import { ownSetting } from '../src/config/ownLink'
import { findPreset, presets } from '../src/config/presets'
import { settingsOf, withSetting } from '../src/config/settings'
import {
  AUTO,
  engineChoices,
  type EngineSettings,
  engineSettingsSchema,
  forms,
  MEASURED,
  MOST_THREADS,
} from '../src/worker/engineSettings'
import { BadArguments, oneOf, wholeNumber } from './arguments'
import { type Adapter, ADAPTERS, type Runtime, RUNTIMES } from './runtimes'

/** The options, of every command that trains, that say what is trained and on what. */
export const CHOICE_OPTIONS = {
  preset: { type: 'string' },
  link: { type: 'string' },
  set: { type: 'string', multiple: true },
  seeds: { type: 'string' },
  'first-seed': { type: 'string' },
  'at-once': { type: 'string', default: '4' },
  engine: { type: 'string', default: 'fused' },
  runtime: { type: 'string' },
  adapter: { type: 'string' },
  tile: { type: 'string' },
  rollout: { type: 'string' },
  threads: { type: 'string' },
} as const

/** The values of `CHOICE_OPTIONS`. */
export type ChoiceValues = {
  -readonly [Name in keyof typeof CHOICE_OPTIONS]?: (Name extends 'set' ? string[] : string) | undefined
} & { 'at-once': string; engine: string }

/** What is trained and on what. */
export interface Choice {
  config: ExperimentConfig
  settings: EngineSettings
  /** Seeds that train side by side. */
  atOnce: number
  runtime: Runtime
  adapter: Adapter
}

/** What the values of `CHOICE_OPTIONS` ask for. Throws `BadArguments` with all that is wrong with an experiment, a sentence each. */
export function readChoice(values: ChoiceValues): Choice {
  const atOnce = wholeNumber('--at-once', values['at-once'], 1)
  return { config: experimentOf(values), atOnce, ...engineOf(values) }
}

function experimentOf({ preset, link, set = [], seeds, 'first-seed': first }: ChoiceValues): ExperimentConfig {
  if (preset !== undefined && link !== undefined)
    throw new BadArguments('--preset and --link both name an experiment: give one of them.')
  const changes = set.map(changeOf)
  if (seeds !== undefined) changes.push(['--seeds', 'seeds.count', String(wholeNumber('--seeds', seeds, 1))])
  if (first !== undefined) changes.push(['--first-seed', 'seeds.first', String(wholeNumber('--first-seed', first, 0))])
  const start = link === undefined ? presetOf(preset ?? 'default') : linked(link)
  const settings = new Map(settingsOf(start.game.id).map((setting) => [setting.path, setting]))
  let wanted: object = start
  for (const [option, path, text] of changes) {
    const setting = settings.get(path) ?? ownSetting(path, settings)
    if (!setting) throw new BadArguments(`${option}: there is no setting "${path}".`)
    const value = readValue(setting, text)
    if (value === undefined) throw new BadArguments(`${option}: ${path} is "${text}"; it must be ${kindOf(setting)}.`)
    wanted = withSetting(wanted, path, value)
  }
  const result = parseConfig(wanted)
  if ('config' in result) return result.config
  throw new BadArguments(result.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' '))
}

/** The option that asks for a change, the setting's path, and its new value as text. */
function changeOf(text: string): [option: string, path: string, value: string] {
  const middle = text.indexOf('=')
  if (middle < 1) throw new BadArguments(`--set is "${text}"; it must be PATH=VALUE, e.g. pear.gamma=0.99.`)
  return ['--set', text.slice(0, middle), text.slice(middle + 1)]
}

function presetOf(id: string): ExperimentConfig {
  const found = findPreset(id)
  if (!found) throw new BadArguments(`--preset is "${id}"; the presets are ${Object.keys(presets).join(', ')}.`)
  return found.config
}

/** The experiment of a link, with or without `#`. */
function linked(link: string): ExperimentConfig {
  const { config, notices } = decodeLink(link)
  // A page opens what it can of a link; a command that may run for hours says what it cannot take.
  if (notices.length > 0) throw new BadArguments(notices.map((notice) => `--link: ${notice}`).join(' '))
  return config
}

/** What trains, and where. */
function engineOf(values: ChoiceValues): Pick<Choice, 'settings' | 'runtime' | 'adapter'> {
  const engine = oneOf('--engine', values.engine, engineChoices)
  const isCpu = engine === 'cpu'
  const runtime = oneOf('--runtime', values.runtime ?? (isCpu ? 'node' : 'chromium'), RUNTIMES)
  const adapter = oneOf('--adapter', values.adapter ?? 'auto', ADAPTERS)
  const { tile = MEASURED, rollout = MEASURED } = values
  const threads = values.threads === undefined ? AUTO : wholeNumber('--threads', values.threads, 1, MOST_THREADS)
  if (isCpu && runtime !== 'node') throw new BadArguments('--engine cpu runs in Node: leave out --runtime chromium.')
  const given = (['adapter', 'tile', 'rollout'] as const).find((name) => values[name] !== undefined)
  if (isCpu && given) throw new BadArguments(`--${given} is of engines on WebGPU: leave it out with --engine cpu.`)
  if (!isCpu && values.threads !== undefined)
    throw new BadArguments('--threads is of the processor’s engine: add --engine cpu, or leave it out.')
  oneOf('--tile', tile, [MEASURED, ...forms.tile.keys()])
  oneOf('--rollout', rollout, [MEASURED, ...forms.rollout.keys()])
  return { settings: engineSettingsSchema.parse({ engine, tile, rollout, threads }), runtime, adapter }
}
