import { type KeyboardEvent, type PointerEvent, useContext, useMemo } from 'react'
import { sliderTarget } from '../parts/arrowKeys'
import { useArmStyle } from '../useArmStyle'
import { axisPlace, CursorContext, nearestPosition } from './cursor'
import { CursorMarks } from './CursorMarks'
import { type Frame, placing } from './drawing'
import type { ChartLayers } from './layers'
import { type ChartModel, extentOf } from './model'
import { PlotDrawing } from './PlotDrawing'
import { PlotTooltip } from './PlotTooltip'
import { readingsAt, readingText } from './readout'
import { logScale, niceScale } from './scale'
import { useSize } from './useSize'

interface Props {
  model: ChartModel
  layers: ChartLayers
  /** Among others: finer lines, no seeds, fewer numbers. */
  small?: boolean
  log?: boolean
  /** What Enter or a click does. */
  onActivate?: () => void
}

const MARGINS = { left: 48, right: 16, top: 20, bottom: 26 }

/** One metric against the steps of its stages. */
export function Plot(props: Props) {
  const { model, layers, small = false, log = false } = props
  const extent = extentOf(model, { seeds: layers.seeds && !small, log })
  if (!extent) return <p className={small ? 'no-values plot-small' : 'no-values plot-main'}>No values yet</p>
  return <PlotBody {...props} low={extent[0]} high={extent[1]} />
}

interface BodyProps extends Props {
  low: number
  high: number
}

/** The plot is a slider: pointer and arrow keys move a cursor that all charts share. */
function PlotBody({ model, layers, small = false, log = false, onActivate, low, high }: BodyProps) {
  const [ref, size] = useSize({ width: small ? 280 : 720, height: small ? 170 : 360 })
  const { cursor: moved, move } = useContext(CursorContext)
  const cursor = moved?.unit === layers.unit ? moved : undefined
  const styleOf = useArmStyle()
  const { choice, segments, positions } = model
  const frame: Frame = useMemo(() => ({ ...size, ...MARGINS }), [size])
  const scale = useMemo(
    () => (log && low > 0 ? logScale(low, high) : niceScale(low, high, small ? 4 : 5)),
    [log, low, high, small],
  )
  const place = useMemo(() => placing(frame, segments, scale), [frame, segments, scale])

  const at = cursor && axisPlace(segments, cursor)
  const position = at === undefined ? undefined : cursor
  const readings = position ? readingsAt(model, position) : []
  const index = position ? nearestPosition(model, at ?? 0) : positions.length - 1
  const described = position ?? positions.at(-1)
  const show = (next: number): void => {
    const target = positions[Math.max(0, Math.min(positions.length - 1, next))]
    if (target) move({ ...target, chart: choice.id, unit: layers.unit })
  }
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left
    show(nearestPosition(model, place.at(left)))
  }
  const press = (event: KeyboardEvent): void => {
    const step = sliderTarget(event.key, cursor ? index : positions.length, positions.length)
    if (event.key === 'Escape') move(undefined)
    else if (event.key === 'Enter' && onActivate) onActivate()
    else if (step !== undefined) show(step)
    else return
    event.preventDefault()
  }
  const withTooltip = position && (!small || cursor?.chart === choice.id)
  return (
    <div
      ref={ref}
      className={small ? 'plot plot-small' : 'plot plot-main'}
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
      <div aria-hidden="true">
        <PlotDrawing model={model} layers={layers} frame={frame} place={place} scale={scale} small={small} />
        {position && at !== undefined && (
          <svg className="plot-over" width={frame.width} height={frame.height}>
            <CursorMarks frame={frame} place={place} readings={readings} segments={segments} x={place.x(at)} />
          </svg>
        )}
      </div>
      {withTooltip && at !== undefined && (
        <PlotTooltip
          choice={choice}
          position={position}
          readings={readings}
          unit={layers.unit}
          smoothed={layers.smoothing > 0}
          x={place.x(at)}
          width={frame.width}
        />
      )}
    </div>
  )
}
