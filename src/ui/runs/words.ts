import type { RunHead } from './library'

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
  if (state === 'going on') return state
  const place = origin === 'imported' ? `imported, made on ${dayText(started)}` : 'kept'
  return state === 'finished' ? place : `${place}, ${state}`
}

/** How a run stands, for the list. */
export function stateTitle({ origin, state }: RunHead): string {
  const own = state.charAt(0).toUpperCase() + state.slice(1)
  return origin === 'imported' ? `${own}, imported` : origin === 'recorded' ? 'Recorded' : own
}
