/** Which colours the page has: the system’s choice, or the visitor’s own. */
export const colourSchemes = ['system', 'light', 'dark'] as const
export type ColourScheme = (typeof colourSchemes)[number]

const KEY = 'colours'

/** The visitor's choice in this browser; the system's where there is none, or where nothing can be kept. */
export function keptScheme(): ColourScheme {
  try {
    const kept = localStorage.getItem(KEY)
    return colourSchemes.find((one) => one === kept) ?? 'system'
  } catch {
    // Storage is switched off: then the choice lasts as long as the page.
    return 'system'
  }
}

/** Gives the page these colours, and keeps the choice where the browser lets it. */
export function applyScheme(scheme: ColourScheme): void {
  document.documentElement.style.colorScheme = scheme === 'system' ? '' : scheme
  try {
    localStorage.setItem(KEY, scheme)
  } catch {
    // See `keptScheme`.
  }
}
