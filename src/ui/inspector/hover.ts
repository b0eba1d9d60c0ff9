import type { PointerEvent } from 'react'
import type { Selection } from './selection'

/** What makes an element show its token while a mouse is over it. A finger chooses by tapping, and would leave the hover behind. */
export const hoverOf = (selection: Selection, onHover: (selection: Selection | undefined) => void) => ({
  onPointerEnter: (event: PointerEvent) => {
    if (event.pointerType === 'mouse') onHover(selection)
  },
})
