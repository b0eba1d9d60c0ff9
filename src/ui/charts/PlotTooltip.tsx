import { ArmName } from '../Swatch'
import type { Choice } from './choices'
import type { AxisUnit } from './clock'
import type { Position } from './model'
import { estimateText, placeText, type Reading } from './readout'

interface Props {
  choice: Choice
  position: Position
  readings: readonly Reading[]
  unit: AxisUnit
  smoothed: boolean
  /** Pixels from the left of the plot, and the plot's width. */
  x: number
  width: number
}

/** What a chart shows at one position: each arm's mean, the half-width of its interval, and the number of seeds. */
export function PlotTooltip({ choice, position, readings, unit, smoothed, x, width }: Props) {
  if (readings.length === 0) return null
  const own = readings.filter(({ series }) => !series.run.overlay)
  const other = readings.filter(({ series }) => series.run.overlay)
  const side = x > width / 2 ? { right: width - x + 14 } : { left: x + 14 }
  const rows = (list: readonly Reading[]) =>
    list.map(({ series, over, step }) => (
      <tr key={series.key}>
        <th scope="row">
          <ArmName arm={series.arm} />
        </th>
        <td>{estimateText(choice, over)}</td>
        <td className="tooltip-n">n = {over.n}</td>
        {unit !== 'steps' && <td className="tooltip-n">step {step}</td>}
      </tr>
    ))
  return (
    <div className="tooltip plot-tooltip" style={side} aria-hidden="true">
      <p className="tooltip-title">
        {placeText(position, readings, unit)}
        {smoothed && ', smoothed'}
      </p>
      <table>
        <tbody>{rows(own)}</tbody>
        {other.length > 0 && (
          <tbody className="tooltip-overlay">
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
