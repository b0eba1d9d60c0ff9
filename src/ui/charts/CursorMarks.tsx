import { useArmStyle } from '../useArmStyle'
import type { Frame, Placing } from './drawing'
import type { Reading } from './readout'
import type { Segment } from './ticks'

interface Props {
  frame: Frame
  place: Placing
  segments: readonly Segment[]
  readings: readonly Reading[]
  x: number
}

/** The cursor: a line through the plot, and a dot on each curve. */
export function CursorMarks({ frame, place, segments, readings, x }: Props) {
  const styleOf = useArmStyle()
  const startOf = (stage: string): number => segments.find((one) => one.stage === stage)?.start ?? 0
  return (
    <g className="plot-cursor">
      <line x1={x} x2={x} y1={frame.top} y2={frame.height - frame.bottom} />
      {readings.map(({ series, over, at }) => (
        <circle
          key={series.key}
          cx={place.x(startOf(series.stage) + at)}
          cy={place.y(over.mean)}
          r={series.run.overlay ? 2.5 : 3.5}
          fill={styleOf(series.arm).color}
        />
      ))}
    </g>
  )
}
