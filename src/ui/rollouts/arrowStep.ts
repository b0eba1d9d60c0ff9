/** What an arrow key asks for: the next or previous prompt, or seed. */
export interface ArrowStep {
  of: 'prompt' | 'seed'
  by: 1 | -1
}

interface Key {
  key: string
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

/** ← and → step through prompts, with Shift through seeds; other keys, and those of the browser, are left alone. */
export function arrowStep({ key, shiftKey, altKey, ctrlKey, metaKey }: Key): ArrowStep | undefined {
  if (altKey || ctrlKey || metaKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return undefined
  return { of: shiftKey ? 'seed' : 'prompt', by: key === 'ArrowRight' ? 1 : -1 }
}

/** Whether a part of the page has a use of its own for arrow keys. */
export const hasOwnArrows = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('input, select, textarea, [data-arrows]') !== null
