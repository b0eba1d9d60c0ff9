import type { Estimate } from '../../core/statistics'
import type { ArmId } from '../../config/armId'
import { compact, decimal } from '../format'
import { niceScale, type Scale } from '../charts/scale'
import { useSize } from '../charts/useSize'
import { ArmName } from '../Swatch'
import { useArmStyle } from '../useArmStyle'
import { along, type Box } from './frame'

export interface Bar {
  arm: ArmId
  over: Estimate
  seeds: readonly number[]
  /** The other run's mean, where there is one. */
  other: number | undefined
}

interface Props {
  title: string
  about: string
  bars: readonly Bar[]
  /** Where the axis ends at least. */
  reach?: readonly [number, number]
}

const ROW = 18
/** What the number of a tick needs, in pixels. */
const TICK_WIDTH = 34

/** One figure of every arm: a bar to the mean, a whisker for its 95 % interval, and a dot for each seed. */
export function Bars({ title, about, bars, reach }: Props) {
  const shown = bars.filter(({ over }) => over.n > 0)
  if (shown.length === 0) return null
  const values = [0, ...(reach ?? []), ...shown.flatMap(({ seeds, over, other }) => [...seeds, over.mean, other ?? 0])]
  const scale = niceScale(Math.min(...values), Math.max(...values), 4)
  return (
    <figure className="bars" aria-label={title}>
      <figcaption>
        <h3>{title}</h3>
        <p className="chart-about">{about}</p>
      </figcaption>
      <ul>
        {shown.map((bar) => (
          <li key={bar.arm}>
            <ArmName arm={bar.arm} />
            <BarDrawing bar={bar} scale={scale} />
            <span className="bar-value">
              {decimal(bar.over.mean, 2)}
              {bar.over.n > 1 && <span className="table-rest"> ± {decimal(bar.over.high - bar.over.mean, 2)}</span>}
            </span>
          </li>
        ))}
        <li aria-hidden="true">
          <span />
          <BarAxis scale={scale} />
        </li>
      </ul>
    </figure>
  )
}

const boxOf = (width: number): Box => ({ left: 6, right: width - 6, top: 0, bottom: ROW })

function BarDrawing({ bar: { arm, over, seeds, other }, scale }: { bar: Bar; scale: Scale }) {
  const [ref, { width }] = useSize({ width: 200, height: ROW })
  const { color, hollow } = useArmStyle()(arm)
  const x = (value: number): number =>
    along(boxOf(width), scale, Math.max(scale.domain[0], Math.min(scale.domain[1], value)))
  const [from, to] = [x(0), x(over.mean)]
  return (
    <div ref={ref} className="bar-row">
      <svg width={width} height={ROW} aria-hidden="true" focusable="false">
        <rect
          x={Math.min(from, to)}
          y={4}
          width={Math.abs(to - from)}
          height={ROW - 8}
          fill={color}
          fillOpacity={hollow ? 0.08 : 0.28}
          stroke={color}
          strokeWidth={1}
        />
        <line className="bar-zero" x1={from} x2={from} y1={0} y2={ROW} />
        {over.n > 1 && (
          <path
            stroke={color}
            strokeWidth={1.4}
            fill="none"
            d={`M${x(over.low)} 5V${ROW - 5}M${x(over.high)} 5V${ROW - 5}M${x(over.low)} ${ROW / 2}H${x(over.high)}`}
          />
        )}
        {seeds.map((value, i) => (
          <circle key={i} className="bar-seed" cx={x(value)} cy={ROW / 2} r={2.6} fill={color} />
        ))}
        {other !== undefined && (
          <path stroke={color} strokeWidth={2} strokeOpacity={0.7} d={`M${x(other)} 0V${ROW}`} strokeDasharray="2 2" />
        )}
      </svg>
    </div>
  )
}

function BarAxis({ scale }: { scale: Scale }) {
  const [ref, { width }] = useSize({ width: 200, height: ROW })
  const every = Math.ceil((scale.ticks.length * TICK_WIDTH) / width)
  const ticks = scale.ticks.filter((_, i) => i % every === 0)
  return (
    <div ref={ref} className="bar-row">
      <svg width={width} height={ROW} focusable="false">
        {ticks.map((tick, i) => (
          <text
            key={tick}
            className="plot-tick"
            x={along(boxOf(width), scale, tick)}
            y={12}
            textAnchor={i === 0 ? 'start' : tick === scale.domain[1] ? 'end' : 'middle'}
          >
            {compact(tick)}
          </text>
        ))}
      </svg>
    </div>
  )
}
