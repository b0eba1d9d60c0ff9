import { type KeyboardEvent, type PointerEvent, useContext, useMemo } from 'react'
import { sliderTarget } from '../parts/arrowKeys'
import { useArmStyle } from '../armStyle'
import { axisPlace, CursorContext, cursorIn, nearestPosition } from './cursor'
import type { Margins } from './kit/Chart'
import kit from './kit/kit.module.css'
import { logScale, niceScale } from './kit/scale'
import { type ChartLayers, type ChartModel, extentOf, type Position } from './model'
import styles from './Plot.module.css'
import { PlotDrawing } from './PlotDrawing'
import { readingsAt, readingText, estimateText, placeText, type Reading } from './readout'
import { ArmName } from '../ArmMarks'
import type { Choice } from './choices'
import type { AxisUnit } from '../../results/series'

interface Props {
  model: ChartModel
  layers: ChartLayers
  /** Among others: finer lines, no seeds, fewer numbers. */
  small?: boolean
  log?: boolean
  axisName?: string
  /** What Enter or a click does. */
  onActivate?: () => void
}

const MARGINS: Margins = { left: 48, right: 16, top: 20, bottom: 26 }
const WITH_NAME: Margins = { ...MARGINS, bottom: 44 }

/** One metric against the steps of its stages. */
export function Plot(props: Props) {
  const { model, layers, small = false, log = false } = props
  const extent = extentOf(model, { seeds: layers.seeds && !small, log })
  if (!extent) return <p className={`${kit.none} ${small ? styles.small : styles.main}`}>No values yet</p>
  return <PlotBody {...props} low={extent[0]} high={extent[1]} />
}

interface BodyProps extends Props {
  low: number
  high: number
}

/** The plot is a slider: pointer and arrow keys move a cursor that all charts share. */
function PlotBody({ model, layers, small = false, log = false, axisName, onActivate, low, high }: BodyProps) {
  const { cursor: moved, move } = useContext(CursorContext)
  const styleOf = useArmStyle()
  const { choice, segments, positions } = model
  const margins = axisName === undefined ? MARGINS : WITH_NAME
  const scale = useMemo(
    () => (log && low > 0 ? logScale(low, high) : niceScale(low, high, small ? 4 : 5)),
    [log, low, high, small],
  )
  const total = segments.reduce((sum, { length }) => sum + length, 0)
  const cursor = cursorIn(model, layers.unit, moved)
  const at = cursor && axisPlace(segments, cursor)
  const index = cursor ? nearestPosition(model, at ?? 0) : positions.length - 1
  const described = cursor ?? positions.at(-1)
  const show = (next: number): void => {
    const target = positions[Math.max(0, Math.min(positions.length - 1, next))]
    if (target) move({ ...target, chart: choice.id, unit: layers.unit })
  }
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const inner = width - margins.left - margins.right
    show(nearestPosition(model, ((event.clientX - left - margins.left) / inner) * total))
  }
  const press = (event: KeyboardEvent): void => {
    const step = sliderTarget(event.key, moved?.unit === layers.unit ? index : positions.length, positions.length)
    if (event.key === 'Escape') move(undefined)
    else if (event.key === 'Enter' && onActivate) onActivate()
    else if (step !== undefined) show(step)
    else return
    event.preventDefault()
  }
  return (
    <div
      className={`${styles.plot} ${small ? styles.small : styles.main}`}
      role="slider"
      tabIndex={0}
      aria-label={`Position in ${choice.title}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, positions.length - 1)}
      aria-valuenow={Math.max(0, index)}
      aria-valuetext={
        described &&
        readingText(choice, described, readingsAt(model, described), layers.unit, ({ arm }) => styleOf(arm).title)
      }
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => {
        move(undefined)
      }}
      onBlur={() => {
        move(undefined)
      }}
      onKeyDown={press}
      {...(onActivate && { onClick: onActivate })}
    >
      <PlotDrawing model={model} layers={layers} scale={scale} margins={margins} small={small} axisName={axisName} />
      {cursor && at !== undefined && (!small || cursor.chart === choice.id) && (
        <PlotTooltip
          choice={choice}
          position={cursor}
          readings={readingsAt(model, cursor)}
          unit={layers.unit}
          smoothed={layers.smoothing > 0}
          share={at / total}
          margins={margins}
        />
      )}
    </div>
  )
}

interface TooltipProps {
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
function PlotTooltip({ choice, position, readings, unit, smoothed, share, margins }: TooltipProps) {
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
