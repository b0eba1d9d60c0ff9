import { storedSetting } from '../parts/storedSetting'

/** Which colours the page has: the system’s choice, or the visitor’s own. */
export const colourSchemes = ['system', 'light', 'dark'] as const
export type ColourScheme = (typeof colourSchemes)[number]

const kept = storedSetting<ColourScheme>('colours', {
  parse: (text) => colourSchemes.find((one) => one === text),
  format: (scheme) => scheme,
  initial: 'system',
})

/** The visitor's choice in this browser; the system's where there is none. */
export const keptScheme = kept.read

/** Gives the page these colours, and keeps the choice. */
export function applyScheme(scheme: ColourScheme): void {
  document.documentElement.style.colorScheme = scheme === 'system' ? '' : scheme
  kept.keep(scheme)
}
