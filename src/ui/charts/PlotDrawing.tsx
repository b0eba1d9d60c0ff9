import { memo, useId } from 'react'
import { CartesianGrid, ComposedChart, ReferenceLine, XAxis, YAxis } from 'recharts'
import { compact } from '../format'
import type { Frame, Placing } from './drawing'
import type { ChartLayers } from './layers'
import { Lines } from './Lines'
import type { ChartModel } from './model'
import type { Scale } from './scale'
import { axisTicks } from './ticks'

interface Props {
  model: ChartModel
  layers: ChartLayers
  frame: Frame
  place: Placing
  scale: Scale
  small: boolean
}

const TICK = { className: 'plot-tick' }

/** The words at the divider between SFT and RL. */
const stageLabel = (value: string, position: 'insideTopLeft' | 'insideTopRight') => ({
  value,
  position,
  offset: 6,
  dy: -18,
  className: 'plot-stage',
})

/**
 * Grid, axes, divider and curves. The axes' domains and the plot's margins are those of `place`, by which the curves and the
 * cursor over them are drawn. It is kept as it is while the cursor moves.
 */
export const PlotDrawing = memo(function PlotDrawing({ model, layers, frame, place, scale, small }: Props) {
  const id = useId()
  const { segments } = model
  const { width, height, left, right, top, bottom } = frame
  const total = segments.reduce((sum, { length }) => sum + length, 0)
  const ticks = axisTicks(segments, layers.unit, Math.max(2, Math.floor(width / (small ? 70 : 90))))
  const labels = new Map(ticks.map(({ at, label }) => [at, label]))
  const divider = segments[1]?.start
  return (
    <ComposedChart
      width={width}
      height={height}
      margin={{ top, right, bottom: 0, left: 0 }}
      data={ENDS.map((share) => ({ x: share * total }))}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="" className="plot-grid" />
      <XAxis
        dataKey="x"
        type="number"
        domain={[0, Math.max(total, Number.MIN_VALUE)]}
        ticks={ticks.map(({ at }) => at)}
        tickFormatter={(at: number) => labels.get(at) ?? ''}
        interval={0}
        height={bottom}
        tick={TICK}
        tickSize={4}
        className="plot-axis"
      />
      <YAxis
        type="number"
        scale={scale.kind}
        domain={[...scale.domain]}
        ticks={[...scale.ticks]}
        tickFormatter={compact}
        interval={0}
        // A band may be far wider than its values; then it is cut at the edge.
        allowDataOverflow
        width={left}
        tick={TICK}
        tickSize={6}
        axisLine={false}
        tickLine={false}
      />
      {divider !== undefined && (
        <ReferenceLine x={divider} className="plot-divider" stroke="" label={stageLabel('SFT', 'insideTopRight')} />
      )}
      {divider !== undefined && <ReferenceLine x={divider} stroke="none" label={stageLabel('RL', 'insideTopLeft')} />}
      <clipPath id={id}>
        <rect
          x={left - 4}
          y={top - 4}
          width={Math.max(0, width - left - right + 8)}
          height={Math.max(0, height - top - bottom + 5)}
        />
      </clipPath>
      <g clipPath={`url(#${id})`}>
        <Lines model={model} place={place} seeds={layers.seeds} band={layers.band} small={small} />
      </g>
    </ComposedChart>
  )
})

const ENDS = [0, 1]
