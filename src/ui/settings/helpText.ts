import type { Setting } from '../../config/settings'

/** What a setting means and, for numbers, what it takes: `Attention heads. 1 to 16 heads.` */
export function helpText({ description, minimum, maximum, unit }: Setting): string {
  const range =
    minimum === undefined || maximum === undefined
      ? ''
      : `${minimum} to ${maximum}${unit === undefined ? '' : ` ${unit}`}.`.replaceAll('-', '−')
  return [description, range].filter((part) => part !== '').join(' ')
}

/** The unit that stands beside a setting's name; none where the name says it. */
export function shownUnit({ title, unit }: Setting): string | undefined {
  return unit === undefined || title.toLowerCase().includes(unit) ? undefined : unit
}
