/** How far Page Up and Page Down go. */
const PAGE = 10

/**
 * Where a key moves a position in a list of so many; undefined for keys that move nothing. A position past the end (none chosen
 * yet) comes in at the last.
 */
export function movedBy(key: string, index: number, count: number): number | undefined {
  const inside = (next: number): number => Math.max(0, Math.min(count - 1, next))
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return inside(index - 1)
    case 'ArrowRight':
    case 'ArrowUp':
      return inside(index + 1)
    case 'PageDown':
      return inside(index - PAGE)
    case 'PageUp':
      return inside(index + PAGE)
    case 'Home':
      return 0
    case 'End':
      return inside(count - 1)
    default:
      return undefined
  }
}
