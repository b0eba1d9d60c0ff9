/** What a keyboard event says that matters here. */
interface Key {
  key: string
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

/** Whether a key was pressed with Alt, Ctrl or Meta: such combinations are the browser's. */
export const isBrowserKey = ({ altKey, ctrlKey, metaKey }: Omit<Key, 'key' | 'shiftKey'>): boolean =>
  altKey || ctrlKey || metaKey

/** Where ←, →, Home and End lead from a place in a row of `count`, not beyond its ends; undefined for other keys. */
export function rowTarget(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1)
    case 'ArrowRight':
      return Math.min(count - 1, from + 1)
    case 'Home':
      return 0
    case 'End':
      return Math.max(0, count - 1)
    default:
      return undefined
  }
}

/** How far Page Up and Page Down go on a slider. */
const PAGE = 10

/**
 * Where a key leads on a slider of `count` positions: as in a row, with ↑ and ↓ for → and ←, and ten at once by Page Up and Page
 * Down. A position past the end (none chosen yet) comes in at the last.
 */
export function sliderTarget(key: string, from: number, count: number): number | undefined {
  const inside = (next: number): number => Math.max(0, Math.min(count - 1, next))
  switch (key) {
    case 'ArrowDown':
      return inside(from - 1)
    case 'ArrowUp':
      return inside(from + 1)
    case 'PageDown':
      return inside(from - PAGE)
    case 'PageUp':
      return inside(from + PAGE)
    default:
      return rowTarget(key, from, count)
  }
}

/** A place in rows of different lengths. */
export interface GridPlace {
  row: number
  column: number
}

/** Where a key leads among rows of so many cells as `lengths` says: in its row, or with ↑ and ↓ to the next one. */
export function gridTarget(key: string, { row, column }: GridPlace, lengths: readonly number[]): GridPlace | undefined {
  const inRow = (at: number): GridPlace => ({ row: at, column: Math.min(column, Math.max(0, (lengths[at] ?? 1) - 1)) })
  if (key === 'ArrowUp') return inRow(Math.max(0, row - 1))
  if (key === 'ArrowDown') return inRow(Math.min(lengths.length - 1, row + 1))
  const to = rowTarget(key, column, lengths[row] ?? 1)
  return to === undefined ? undefined : { row, column: to }
}

/** What an arrow key asks of a view that steps through prompts and seeds. */
export interface ArrowStep {
  of: 'prompt' | 'seed'
  by: 1 | -1
}

/** ← and → step through prompts, with Shift through seeds; other keys, and those of the browser, are left alone. */
export function arrowStep(pressed: Key): ArrowStep | undefined {
  const { key, shiftKey } = pressed
  if (isBrowserKey(pressed) || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return undefined
  return { of: shiftKey ? 'seed' : 'prompt', by: key === 'ArrowRight' ? 1 : -1 }
}

/** Whether a part of the page has a use of its own for arrow keys. */
export const hasOwnArrows = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('input, select, textarea, [data-arrows]') !== null
