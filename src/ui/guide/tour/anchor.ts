/** How long a step waits for its element, which may be in a view that is loaded only now, in milliseconds. */
const PATIENCE = 1500

const isShown = (element: Element): boolean => element.getClientRects().length > 0

/** The element of a step that is to be seen now: of the first of its `data-tour` values that has one. */
function find(anchors: readonly string[]): HTMLElement | undefined {
  return anchors
    .flatMap((anchor) => [...document.querySelectorAll<HTMLElement>(`[data-tour="${anchor}"]`)])
    .find(isShown)
}

/** Waits, a moment at most, until a step's element can be seen; undefined where it does not come. */
export function appeared(anchors: readonly string[]): Promise<HTMLElement | undefined> {
  const latest = performance.now() + PATIENCE
  return new Promise((resolve) => {
    const look = (): void => {
      const element = find(anchors)
      if (element || performance.now() > latest) resolve(element)
      else requestAnimationFrame(look)
    }
    // Not before the page had its chance to switch the view.
    requestAnimationFrame(look)
  })
}
