import { type Estimate, pValue } from '../core/statistics'

/** The values that are there. */
export const present = (values: readonly (number | undefined)[]): number[] =>
  values.filter((value) => value !== undefined)

/** Mean ± standard error; the mean alone for one seed, a dash for none. */
export function spread({ mean, standardError, n }: Estimate): string {
  if (n === 0) return '—'
  return n === 1 ? number(mean, 3) : `${number(mean, 3)} ± ${number(standardError, 3)}`
}

/** A number with so many decimals and a true minus sign; a dash where it is not finite. */
export const number = (value: number, digits: number): string =>
  Number.isFinite(value) ? value.toFixed(digits).replace('-', '−') : '—'

/** A difference: always with its sign. */
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** The two-sided p-value of a difference. */
export function probability(difference: Estimate): string {
  const p = pValue(difference)
  if (Number.isNaN(p)) return '—'
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** A table whose first column is text and whose others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}
