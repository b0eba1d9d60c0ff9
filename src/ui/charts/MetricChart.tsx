import { useMemo } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { armStyle } from '../armStyle'
import { compact, decimal } from '../format'
import { bandKey, seedKey, type ChartData } from './chartData'
import { ChartTooltip } from './ChartTooltip'
import type { ChartLayers } from './layers'
import { niceScale } from './scale'
import { axisTicks, tickLabel } from './ticks'

interface Props {
  data: ChartData
  layers: ChartLayers
  height: number
  /** The ends of the vertical axis where the metric has ends. */
  bounds?: readonly [number, number] | undefined
  yLabel?: string
  /** Drawn small, among others: finer lines, without the seeds. */
  small?: boolean
  ticks?: number
}

const FAINT = {
  isAnimationActive: false,
  connectNulls: true,
  tooltipType: 'none',
  activeDot: false,
  legendType: 'none',
} as const

const dividerLabel = (value: string, position: 'insideTopLeft' | 'insideTopRight') => ({
  value,
  position,
  className: 'divider-label',
})

/** One metric against the steps of SFT and RL: a line for each arm, thin ones for its seeds, a band for its interval. */
export function MetricChart({ data, layers, height, bounds, yLabel, small = false, ticks = 6 }: Props) {
  const { span, rows, lines, seeds, extent } = data
  const total = span.sft + span.rl
  const shown = useMemo(() => lines.filter(({ arm }) => !layers.hidden.has(arm)), [lines, layers.hidden])
  if (!extent) {
    return (
      <p className="no-values" style={{ height }}>
        No values yet
      </p>
    )
  }
  const scale = niceScale(...(bounds ?? extent), small ? 4 : 5)
  const format = bounds ? (value: number) => decimal(value) : compact
  const bandOpacity = Math.min(0.12, 0.4 / Math.max(1, new Set(shown.map(({ arm }) => arm)).size))
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 320, height }}>
      <ComposedChart data={rows} margin={{ top: 12, right: 14, bottom: 4, left: yLabel ? 8 : 0 }}>
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis
          dataKey="x"
          type="number"
          domain={[0, Math.max(1, total)]}
          ticks={axisTicks(span, ticks)}
          tickFormatter={(x: number) => tickLabel(span, x)}
          interval={0}
          height={24}
          stroke="var(--ink-faint)"
        />
        <YAxis
          domain={[...scale.domain]}
          ticks={[...scale.ticks]}
          // A band may be far wider than its values; then it is cut at the edge.
          allowDataOverflow
          tickFormatter={compact}
          width={44}
          interval={0}
          stroke="var(--ink-faint)"
          {...(yLabel && {
            label: { value: yLabel, angle: -90, position: 'insideLeft', className: 'axis-label', dy: 24 },
          })}
        />
        {span.sft > 0 && span.rl > 0 && (
          <>
            <ReferenceLine x={span.sft} stroke="none" label={dividerLabel('SFT', 'insideTopRight')} />
            <ReferenceLine x={span.sft} stroke="var(--ink-soft)" label={dividerLabel('RL', 'insideTopLeft')} />
          </>
        )}
        {layers.band &&
          shown.map((line) => (
            <Area
              {...FAINT}
              key={bandKey(line)}
              dataKey={bandKey(line)}
              fill={armStyle(line.arm).color}
              fillOpacity={bandOpacity}
              stroke="none"
            />
          ))}
        {layers.seeds &&
          !small &&
          seeds.length > 1 &&
          shown.flatMap((line) =>
            seeds.map((seed, i) => (
              <Line
                {...FAINT}
                key={`${line.key} ${seed}`}
                dataKey={seedKey(line, i)}
                stroke={armStyle(line.arm).color}
                strokeOpacity={0.28}
                strokeWidth={0.9}
                dot={false}
              />
            )),
          )}
        {shown.map((line) => (
          <Line
            key={line.key}
            dataKey={line.key}
            stroke={armStyle(line.arm).color}
            strokeDasharray={armStyle(line.arm).dash}
            strokeWidth={small ? 1.6 : 2}
            dot={!small && { r: 2.4, fill: armStyle(line.arm).color, stroke: 'none' }}
            activeDot={{ r: 3.5, fill: armStyle(line.arm).color, stroke: 'none' }}
            connectNulls
            isAnimationActive={false}
          />
        ))}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--ink-faint)' }}
          wrapperStyle={{ zIndex: 5 }}
          content={({ active, label }) => (
            <ChartTooltip data={data} active={active} x={Number(label)} format={format} />
          )}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
