import { ArmName } from '../Swatch'
import type { Choice } from './choices'
import type { AxisUnit } from './clock'
import type { Margins } from './kit/Chart'
import styles from './Plot.module.css'
import type { Position } from './model'
import { estimateText, placeText, type Reading } from './readout'

interface Props {
  choice: Choice
  position: Position
  readings: readonly Reading[]
  unit: AxisUnit
  smoothed: boolean
  /** How far along the axis the position is, from 0 to 1. */
  share: number
  margins: Margins
}

/** From the cursor to the box, in pixels. */
const GAP = 14

/** What a chart shows at one position: each arm's mean, the half-width of its interval, and the number of seeds. */
export function PlotTooltip({ choice, position, readings, unit, smoothed, share, margins }: Props) {
  if (readings.length === 0) return null
  const own = readings.filter(({ series }) => !series.run.overlay)
  const other = readings.filter(({ series }) => series.run.overlay)
  const beside = (margin: number, part: number): string =>
    `calc(${margin + GAP}px + ${part} * (100% - ${margins.left + margins.right}px))`
  const side = share > 0.5 ? { right: beside(margins.right, 1 - share) } : { left: beside(margins.left, share) }
  const rows = (list: readonly Reading[]) =>
    list.map(({ series, over, step }) => (
      <tr key={series.key}>
        <th scope="row">
          <ArmName arm={series.arm} />
        </th>
        <td>{estimateText(choice, over)}</td>
        <td className={styles.count}>n = {over.n}</td>
        {unit !== 'steps' && <td className={styles.count}>step {step}</td>}
      </tr>
    ))
  return (
    <div className={styles.tooltip} data-part="tooltip" style={side} aria-hidden="true">
      <p className={styles.title}>
        {placeText(position, readings, unit)}
        {smoothed && ', smoothed'}
      </p>
      <table>
        <tbody>{rows(own)}</tbody>
        {other.length > 0 && (
          <tbody className={styles.overlay}>
            <tr>
              <th colSpan={4}>{other[0]?.series.run.name}</th>
            </tr>
            {rows(other)}
          </tbody>
        )}
      </table>
    </div>
  )
}
