import type { CSSProperties } from 'react'
import { positionOf, valueAt } from '../config/sliderStops'

interface Props {
  stops: readonly number[]
  /** The setting's value, on a stop or not. */
  value: number
  /** The value that a reset gives, marked on the track. */
  original: number
  unit: string | undefined
  labelledBy: string
  describedBy: string
  onValue: (value: number) => void
}

/** A native slider over round values. It follows a value between two stops at the nearer one, and never changes it by itself. */
export function Slider({ stops, value, original, unit, labelledBy, describedBy, onValue }: Props) {
  const last = stops.length - 1
  const position = positionOf(stops, value)
  const style = { '--at': position / last, '--original': positionOf(stops, original) / last } as CSSProperties
  return (
    <span className="slider" style={style}>
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={position}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-valuetext={`${value}${unit === undefined ? '' : ` ${unit}`}`.replace('-', '−')}
        onChange={(event) => {
          onValue(valueAt(stops, event.target.valueAsNumber))
        }}
      />
    </span>
  )
}
