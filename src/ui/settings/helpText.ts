import type { Setting } from '../../experiment/settings'

/** What a setting means and, for numbers, what it takes: `Attention heads. 1 to 16.` */
export function helpText({ description, minimum, maximum }: Setting): string {
  const range = minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}.`.replaceAll('-', '−')
  return [description, range].filter((part) => part !== '').join(' ')
}
