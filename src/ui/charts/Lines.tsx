import { memo, useMemo } from 'react'
import { ArmMarker } from '../ArmMarker'
import { useArmStyle } from '../useArmStyle'
import { drawSeries, type Placing } from './drawing'
import type { ChartModel, RunSeries } from './model'

interface Props {
  model: ChartModel
  place: Placing
  seeds: boolean
  band: boolean
  small: boolean
}

/** The curves of a chart, bands below, means on top. */
export const Lines = memo(function Lines({ model, place, seeds, band, small }: Props) {
  const drawn = useMemo(() => {
    const { series, segments, choice } = model
    return series.map((one) => {
      const start = segments.find(({ stage }) => stage === one.stage)?.start ?? 0
      const main = !one.run.overlay
      const wanted = { seeds: seeds && main && !small, band: band && main, marks: !small && main }
      return { series: one, paths: drawSeries(one, start, place, { ...wanted, bounds: choice.bounds }) }
    })
  }, [model, place, seeds, band, small])
  const styleOf = useArmStyle()
  const arms = new Set(model.series.map(({ arm }) => arm)).size
  const bandOpacity = Math.min(0.14, 0.45 / Math.max(1, arms))
  return (
    <g className="plot-lines" fill="none" strokeLinejoin="round">
      {drawn.map(({ series, paths }) => (
        <path key={series.key} d={paths.band} fill={styleOf(series.arm).color} fillOpacity={bandOpacity} />
      ))}
      {drawn.map(({ series, paths }) => (
        <g key={series.key} stroke={styleOf(series.arm).color}>
          {paths.raw !== '' && <path className="curve-raw" d={paths.raw} strokeOpacity={0.25} strokeWidth={1} />}
          {paths.seeds.map((path, seed) => (
            <path key={seed} className="curve-seed" d={path} strokeOpacity={0.3} strokeWidth={0.9} />
          ))}
        </g>
      ))}
      {drawn.map(({ series, paths }) => (
        <g key={series.key} className={series.run.overlay ? 'curve curve-overlay' : 'curve'} data-arm={series.arm}>
          <path
            className="curve-mean"
            d={paths.mean}
            stroke={styleOf(series.arm).color}
            strokeDasharray={styleOf(series.arm).dash}
            strokeWidth={widthOf(series, small)}
            strokeOpacity={series.run.overlay ? 0.65 : 1}
          />
          {series.arm !== 'base' &&
            paths.marks.map(({ x, y }) => (
              <ArmMarker key={x} arm={series.arm === 'base' ? 'none' : series.arm} size={3.1} x={x} y={y} />
            ))}
        </g>
      ))}
    </g>
  )
})

/** Over the other run a line is thin. */
function widthOf({ run }: RunSeries, small: boolean): number {
  if (run.overlay) return 1
  return small ? 1.6 : 2
}
