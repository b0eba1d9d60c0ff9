import { compact } from '../format'
import type { Frame, Placing } from './drawing'
import type { Scale } from './scale'
import type { AxisTick, Segment } from './ticks'

interface Props {
  frame: Frame
  place: Placing
  scale: Scale
  segments: readonly Segment[]
  ticks: readonly AxisTick[]
}

/** The grid, the numbers on both axes and, between SFT and RL, the divider. */
export function Axes({ frame, place, scale, segments, ticks }: Props) {
  const [left, right] = [frame.left, frame.width - frame.right]
  const floor = frame.height - frame.bottom
  return (
    <g className="plot-axes">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line className="plot-grid" x1={left} x2={right} y1={place.y(tick)} y2={place.y(tick)} />
          <text className="plot-tick" x={left - 8} y={place.y(tick)} dy="0.32em" textAnchor="end">
            {compact(tick)}
          </text>
        </g>
      ))}
      <line className="plot-edge" x1={left} x2={right} y1={floor} y2={floor} />
      {ticks.map(({ at, label }) => (
        <g key={at}>
          <line className="plot-edge" x1={place.x(at)} x2={place.x(at)} y1={floor} y2={floor + 4} />
          <text className="plot-tick" x={place.x(at)} y={floor + 17} textAnchor={anchorAt(place.x(at), frame)}>
            {label}
          </text>
        </g>
      ))}
      {segments.slice(1).map(({ stage, start }) => (
        <g key={stage}>
          <line className="plot-divider" x1={place.x(start)} x2={place.x(start)} y1={frame.top - 8} y2={floor} />
          <text className="plot-stage" x={place.x(start) - 6} y={frame.top - 2} textAnchor="end">
            SFT
          </text>
          <text className="plot-stage" x={place.x(start) + 6} y={frame.top - 2}>
            RL
          </text>
        </g>
      ))}
    </g>
  )
}

/** The last label must not stand out of the picture. */
const anchorAt = (x: number, { width }: Frame): 'middle' | 'end' => (x > width - 22 ? 'end' : 'middle')
