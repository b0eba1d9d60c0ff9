import { armTitle } from '../../config/armId'
import { armsOf } from '../../config/config'
import { games } from '../../games'
import { presetTitle } from './configDiff'
import { ELSEWHERE, type RunHead } from './library'

/** The columns that the list can be sorted by. */
export const sortKeys = [
  'name',
  'started',
  'preset',
  'game',
  'arms',
  'seeds',
  'best',
  'sft',
  'pear',
  'difference',
  'seconds',
  'state',
] as const
export type SortKey = (typeof sortKeys)[number]

export const gameTitle = ({ config }: RunHead): string => games[config.game.id].title

/** The names of the run’s arms, as the run calls them. */
export const armTitles = ({ config }: RunHead): string[] => armsOf(config).map((arm) => armTitle(arm, config.own))

function valueOf(head: RunHead, key: SortKey): string | number | undefined {
  const { outcome } = head
  switch (key) {
    case 'started':
      return Date.parse(head.started)
    case 'preset':
      return presetTitle(head.config)
    case 'game':
      return gameTitle(head)
    case 'arms':
      return head.config.arms.length
    case 'best':
    case 'sft':
    case 'pear':
      return outcome[key]?.passAt1.mean
    case 'difference':
      return outcome.difference?.mean
    case 'name':
    case 'seeds':
    case 'seconds':
    case 'state':
      return head[key]
  }
}

/** The runs in the order of a column; those that have nothing there come last, either way. */
export function sortRuns(heads: readonly RunHead[], key: SortKey, descending: boolean): RunHead[] {
  const sign = descending ? -1 : 1
  return [...heads].sort((one, other) => {
    const [a, b] = [valueOf(one, key), valueOf(other, key)]
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b)))
  })
}

/** The runs that have every word of the text in their name, notes, preset, game, arms or state. */
export function filterRuns(heads: readonly RunHead[], text: string): RunHead[] {
  const words = text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
  return heads.filter((head) => {
    const { name, notes, config, state, origin } = head
    const parts = [name, notes, config.preset, presetTitle(config), gameTitle(head), ...armTitles(head), state, origin]
    const all = parts.join('\n').toLocaleLowerCase('en')
    return words.every((word) => all.includes(word))
  })
}

const compareTexts = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

/** `2026-11-23`, in the visitor’s time zone. */
export function dayText(iso: string): string {
  const date = new Date(iso)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-')
}

/** `19:46`, in the visitor’s time zone. */
export function timeText(iso: string): string {
  const date = new Date(iso)
  return [date.getHours(), date.getMinutes()].map(twoDigits).join(':')
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** Where a run comes from and how it stands, for the head of the results: `recorded on 2026-11-23`, `going on`, `kept`. */
export function stateText({ origin, state, started }: RunHead): string {
  // A file says of itself on which day it was made, wherever it is read.
  if (origin === 'recorded') return `recorded on ${started.slice(0, 10)}`
  if (state === 'going on' || state === ELSEWHERE) return state
  const place = origin === 'imported' ? `imported, made on ${dayText(started)}` : 'kept'
  return state === 'finished' ? place : `${place}, ${state}`
}

/** How a run stands, for the list. */
export function stateTitle({ origin, state }: RunHead): string {
  const own = state.charAt(0).toUpperCase() + state.slice(1)
  return origin === 'imported' ? `${own}, imported` : origin === 'recorded' ? 'Recorded' : own
}
