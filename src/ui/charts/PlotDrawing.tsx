import { Fragment, memo, useContext, useMemo } from 'react'
import { ReferenceLine, usePlotArea, ZIndexLayer } from 'recharts'
import { useArmStyle } from '../armStyle'
import type { AxisUnit } from '../../results/series'
import { CursorContext, cursorIn } from './cursor'
import { drawSeries } from './drawing'
import { Chart, type Margins } from './kit/Chart'
import { BandMark, Clipped, LineMark, type Point, PointMarks, usePlacing } from './kit/marks'
import type { Scale } from './kit/scale'
import type { ChartLayers } from './model'
import type { ChartModel, RunSeries } from './model'
import { readingsAt } from './readout'
import type { ChartStage } from '../../results/series'
import { stageAxis } from './stageAxis'

interface Props {
  model: ChartModel
  layers: ChartLayers
  /** The vertical axis. */
  scale: Scale
  margins: Margins
  small: boolean
  /** Stands below the horizontal axis. */
  axisName: string | undefined
}

/**
 * Grid, axes, divider and curves of a metric through its stages. It is kept as it is while the cursor moves: only the cursor in it
 * listens to that.
 */
export const PlotDrawing = memo(function PlotDrawing({ model, layers, scale, margins, small, axisName }: Props) {
  const { segments } = model
  const divider = segments[1]?.start
  return (
    <Chart
      x={(width) => stageAxis(segments, layers.unit, width / (small ? 52 : 84), axisName)}
      y={{ scale, grid: true }}
      margins={margins}
    >
      {divider !== undefined && (
        <ReferenceLine x={divider} stroke="var(--ink-soft)" label={stageName('SFT', 'insideTopRight')} />
      )}
      {divider !== undefined && <ReferenceLine x={divider} stroke="none" label={stageName('RL', 'insideTopLeft')} />}
      <SeriesMarks model={model} seeds={layers.seeds && !small} band={layers.band} small={small} />
      <ZIndexLayer zIndex={TOP}>
        <CursorMarks model={model} unit={layers.unit} />
      </ZIndexLayer>
    </Chart>
  )
})

/** The words at the divider between SFT and RL. */
const stageName = (value: string, position: 'insideTopLeft' | 'insideTopRight') => ({
  value,
  position,
  offset: 6,
  dy: -18,
  fill: 'var(--ink-soft)',
  fontSize: '0.75rem',
  fontWeight: 600,
})

/** Above all marks. */
const TOP = 1000

/** Whether the points of a line stand far enough apart, in pixels, for a mark on each. */
const MARK_SPACING = 18

interface MarksProps {
  model: ChartModel
  seeds: boolean
  band: boolean
  small: boolean
}

/** The curves: bands below, then thin lines, means on top; a mark on each mean where there is room. */
const SeriesMarks = memo(function SeriesMarks({ model, seeds, band, small }: MarksProps) {
  const styleOf = useArmStyle()
  const area = usePlotArea()
  const width = Math.round(area?.width ?? 0)
  const drawn = useMemo(() => {
    const { series, segments } = model
    return series.map((one) => {
      const start = segments.find(({ stage }) => stage === one.stage)?.start ?? 0
      const own = !one.run.overlay
      return { one, ...drawSeries(one, start, { seeds: seeds && own, band: band && own, most: Math.max(2, width) }) }
    })
  }, [model, seeds, band, width])
  const marks = useMemo(() => {
    if (small) return []
    const total = model.segments.reduce((sum, { length }) => sum + length, 0)
    return drawn
      .filter(({ one }) => !one.run.overlay)
      .flatMap(({ one: { arm }, mean }): Point[] => {
        const spacing = (((mean.at(-1)?.x ?? 0) - (mean[0]?.x ?? 0)) / total / (mean.length - 1)) * width
        if (arm === 'base' || spacing < MARK_SPACING) return []
        return mean.map((point) => ({ ...point, arm, size: 3.1 }))
      })
  }, [drawn, model, small, width])
  const arms = new Set(model.series.map(({ arm }) => arm)).size
  const bandOpacity = Math.min(0.14, 0.45 / Math.max(1, arms))
  const colorOf = ({ arm }: RunSeries): string => styleOf(arm).color
  return (
    <>
      <Clipped>
        {drawn.map(({ one, band: edges }) => (
          <BandMark
            key={one.key}
            band={edges}
            color={colorOf(one)}
            opacity={bandOpacity}
            bounds={model.choice.bounds}
          />
        ))}
        {drawn.map(({ one, raw, seeds: lines }) => (
          <Fragment key={one.key}>
            {raw && <LineMark part="raw" lines={[raw]} color={colorOf(one)} width={1} opacity={0.25} />}
            {lines.length > 0 && <LineMark lines={lines} color={colorOf(one)} width={0.9} opacity={0.3} />}
          </Fragment>
        ))}
        {drawn.map(({ one, mean }) => (
          <g key={one.key} data-curve={one.arm}>
            <LineMark
              part="mean"
              lines={[mean]}
              color={colorOf(one)}
              width={widthOf(one, small)}
              dash={styleOf(one.arm).dash}
              opacity={one.run.overlay ? 0.65 : 1}
            />
          </g>
        ))}
      </Clipped>
      <PointMarks points={marks} />
    </>
  )
})

/** Over the other run a line is thin. */
function widthOf({ run }: RunSeries, small: boolean): number {
  if (run.overlay) return 1
  return small ? 1.6 : 2
}

/** The cursor: a line through the plot, and a dot on each curve. */
function CursorMarks({ model, unit }: { model: ChartModel; unit: AxisUnit }) {
  const { cursor } = useContext(CursorContext)
  const styleOf = useArmStyle()
  const place = usePlacing()
  const area = usePlotArea()
  const position = cursorIn(model, unit, cursor)
  if (!position || !place || !area) return null
  const startOf = (stage: ChartStage): number => model.segments.find((one) => one.stage === stage)?.start ?? 0
  const x = place.x(startOf(position.stage) + position.x)
  return (
    <g data-part="cursor">
      <line x1={x} x2={x} y1={area.y} y2={area.y + area.height} stroke="var(--ink-faint)" />
      {readingsAt(model, position).map(({ series, over, at }) => (
        <circle
          key={series.key}
          cx={place.x(startOf(series.stage) + at)}
          cy={place.y(over.mean)}
          r={series.run.overlay ? 2.5 : 3.5}
          fill={styleOf(series.arm).color}
          stroke="var(--surface)"
        />
      ))}
    </g>
  )
}
