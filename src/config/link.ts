import { gameIds } from '../games'
import { isArmId } from './armId'
import { CONFIG_VERSION, parseConfig, type ConfigProblem, type ExperimentConfig } from './config'
import { defaultPreset, findPreset } from './presets'
import { ownPairs, ownSetting } from './ownLink'
import { lacksFormula } from './ownSettings'
import { getSetting, settingsOf, withSetting, type Setting, type SettingValue } from './settings'

/** The config of a link and, as sentences for people, everything in the link that could not be taken as it stood. */
export interface DecodedLink {
  config: ExperimentConfig
  notices: string[]
}

/** Longer links are not ours: every setting at once takes some 2,000 characters. */
const LONGEST_LINK = 20_000

/**
 * A config as text for `location.hash`, without the `#`: `v=1&preset=…&path=value`, with only what differs from the
 * preset. `decodeLink` gives the same config back.
 */
export function encodeLink(config: ExperimentConfig): string {
  const base = startingPoint(config.preset, config.game.id)
  const pairs: [string, string][] = [
    ['v', String(CONFIG_VERSION)],
    ['preset', config.preset],
  ]
  if (config.game.id !== presetOf(config.preset).game.id) pairs.push(['game.id', config.game.id])
  for (const { path } of settingsOf(config.game.id)) {
    const value = getSetting(config, path)
    if (value !== undefined && String(value) !== String(getSetting(base, path))) pairs.push([path, String(value)])
  }
  pairs.push(...ownPairs(config))
  // Commas and colons are legal in a fragment, and a link should be readable.
  return pairs
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
    .join('&')
}

/**
 * The config of a link, with or without its `#`. Never throws: what is unknown, malformed or out of range keeps the
 * preset's value and is listed in `notices`.
 */
export function decodeLink(hash: string): DecodedLink {
  const notices: string[] = []
  const pairs = readPairs(hash, notices)
  const version = pairs.get('v')
  if (version !== undefined && version !== String(CONFIG_VERSION)) notices.push(versionNotice(version))

  const presetId = pairs.get('preset') ?? defaultPreset.id
  if (!findPreset(presetId))
    notices.push(`There is no preset ${quote(presetId)}; ${quote(defaultPreset.id)} was opened.`)
  const preset = presetOf(presetId)
  const gameId = pairs.get('game.id') ?? preset.game.id
  const game = gameIds.find((id) => id === gameId)
  if (!game) notices.push(`game.id: there is no game ${quote(gameId)}; the games are ${gameIds.join(', ')}.`)

  let config = startingPoint(preset.preset, game ?? preset.game.id)
  const settings = new Map(settingsOf(config.game.id).map((setting) => [setting.path, setting]))
  const wanted: [string, SettingValue][] = []
  for (const [path, text] of pairs) {
    if (['v', 'preset', 'game.id'].includes(path)) continue
    const setting = settings.get(path) ?? ownSetting(path, settings)
    const value = setting && readValue(setting, text)
    if (!setting) notices.push(`There is no setting ${quote(path)}; it was left out.`)
    else if (value === undefined)
      notices.push(`${path}: ${quote(text)} is not ${kindOf(setting)}; ${kept(config, path)}`)
    else wanted.push([path, value])
  }
  config = applyValid(
    config,
    wanted.filter(([path]) => path !== 'arms'),
    notices,
  )
  // Arms come last: a formula that was refused takes its own arm along and no other.
  config = applyValid(config, withoutBareFormulas(config, wanted, notices), notices)
  return { config, notices }
}

/** The wanted arms, if any, without formulas that are missing or were refused; without any left, the preset's arms stay. */
function withoutBareFormulas(
  { own }: ExperimentConfig,
  wanted: readonly [string, SettingValue][],
  notices: string[],
): [string, SettingValue][] {
  return wanted.flatMap(([path, arms]): [string, SettingValue][] => {
    if (path !== 'arms' || typeof arms !== 'object') return []
    const bare = arms.filter((arm) => isArmId(arm) && lacksFormula(arm, own))
    for (const arm of bare)
      notices.push(`arms: ${arm} has no formula and was left out; give it one, as own.${arm}.formula=p.`)
    const left = arms.filter((arm) => !bare.includes(arm))
    return left.length === 0 && bare.length > 0 ? [] : [[path, left]]
  })
}

/** Takes over all wanted values; where the whole is then invalid, those that the problems name are left out, each with a notice. */
function applyValid(base: ExperimentConfig, wanted: [string, SettingValue][], notices: string[]): ExperimentConfig {
  let rest = wanted
  while (rest.length > 0) {
    const result = parseConfig(rest.reduce<object>((config, [path, value]) => withSetting(config, path, value), base))
    if ('config' in result) return result.config
    const blamed = (path: string): ConfigProblem | undefined =>
      result.problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
    const named = rest.filter(([path]) => blamed(path))
    // A rule between two settings may be reported at the one that the link does not name: then all in that group go.
    const group = (path: string): string => path.slice(0, path.lastIndexOf('.'))
    const leaving =
      named.length > 0
        ? named
        : rest.filter(([path]) => result.problems.some((problem) => group(problem.path) === group(path)))
    const gone = leaving.length > 0 ? leaving : rest
    for (const [path, value] of gone) {
      const problem = blamed(path) ?? result.problems[0]
      notices.push(
        `${path}: ${quote(String(value))} was refused (${problem?.message ?? 'invalid'}); ${kept(base, path)}`,
      )
    }
    rest = rest.filter((entry) => !gone.includes(entry))
  }
  return base
}

/** A preset's config, with the game's own defaults where the game is not the preset's. */
export function startingPoint(presetId: string, game: ExperimentConfig['game']['id']): ExperimentConfig {
  const preset = presetOf(presetId)
  if (preset.game.id === game) return preset
  const result = parseConfig({ ...preset, game: { id: game } })
  if ('problems' in result) throw new Error(`The preset ${presetId} cannot play ${game}.`)
  return result.config
}

const presetOf = (id: string): ExperimentConfig => (findPreset(id) ?? defaultPreset).config

function readPairs(hash: string, notices: string[]): Map<string, string> {
  const pairs = new Map<string, string>()
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  if (text.length > LONGEST_LINK) {
    notices.push(`The link is longer than ${LONGEST_LINK} characters and was not read.`)
    return pairs
  }
  for (const part of text.split('&').filter((piece) => piece !== '')) {
    const middle = part.indexOf('=')
    const key = decodeText(middle < 0 ? part : part.slice(0, middle))
    const value = middle < 0 ? undefined : decodeText(part.slice(middle + 1))
    if (key === undefined || value === undefined) notices.push(`${quote(part)} could not be read; it was left out.`)
    else if (pairs.has(key)) notices.push(`${quote(key)} is given twice; the first was taken.`)
    else pairs.set(key, value)
  }
  return pairs
}

function decodeText(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A malformed escape: the caller lists the part as unreadable.
    return undefined
  }
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** The value that a text stands for, by the setting's kind; undefined where it stands for none. Bounds are the schema's. */
export function readValue({ kind }: Setting, text: string): SettingValue | undefined {
  switch (kind) {
    case 'integer':
    case 'number':
      return NUMBER.test(text) ? Number(text) : undefined
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'choice':
    case 'text':
      return text
    case 'list':
      return text === '' ? [] : text.split(',')
  }
}

/** What a value of this setting has to be: `a whole number`. */
export function kindOf({ kind, options }: Setting): string {
  if (kind === 'text') return 'a text'
  if (kind === 'integer') return 'a whole number'
  if (kind === 'number') return 'a number'
  return kind === 'boolean' ? 'true or false' : `one of ${options?.join(', ') ?? ''}`
}

function versionNotice(version: string): string {
  return /^\d+$/.test(version) && Number(version) > CONFIG_VERSION
    ? `The link is of version ${version}, newer than this page (${CONFIG_VERSION}): what this page knows was taken. Reload to get the newest page.`
    : `${quote(version)} is not a version of links; it was read as version ${CONFIG_VERSION}.`
}

function kept(config: ExperimentConfig, path: string): string {
  const value = getSetting(config, path)
  return value === undefined ? 'it was left out.' : `${String(value)} was kept.`
}

/** A text as a sentence quotes it: one line, and cut where it is long. */
function quote(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return `“${line.length > 60 ? `${line.slice(0, 60)}…` : line}”`
}
