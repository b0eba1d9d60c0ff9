import type { CSSProperties } from 'react'
import type { Setting } from '../../config/settings'
import { positionOf, valueAt } from '../config/sliderStops'
import { NumberField } from '../parts/NumberField'
import { Select } from '../parts/Select'
import styles from './Field.module.css'

/** What every control of a setting gets: text in, text out, whatever its kind. */
interface ControlProps {
  id: string
  setting: Setting
  text: string
  describedBy: string
  invalid: boolean
  onText: (text: string) => void
}

/** The native control for a setting's kind. */
export function Control({ id, setting, text, describedBy, invalid, onText }: ControlProps) {
  const common = { id, 'aria-describedby': describedBy, 'aria-invalid': invalid }
  switch (setting.kind) {
    case 'boolean':
      return (
        <input
          {...common}
          type="checkbox"
          checked={text === 'true'}
          onChange={(event) => {
            onText(String(event.target.checked))
          }}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          value={text}
          options={(setting.options ?? []).map((option) => ({ value: option, title: option }))}
          onPick={onText}
        />
      )
    case 'integer':
    case 'number':
      return <NumberField {...common} text={text} signed={(setting.minimum ?? 0) < 0} onText={onText} />
    case 'list':
    case 'text':
      return (
        <input
          {...common}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            onText(event.target.value)
          }}
        />
      )
  }
}

interface SliderProps {
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
export function Slider({ stops, value, original, unit, labelledBy, describedBy, onValue }: SliderProps) {
  const last = stops.length - 1
  const position = positionOf(stops, value)
  const style = { '--at': position / last, '--original': positionOf(stops, original) / last } as CSSProperties
  return (
    <span className={styles.slider} style={style}>
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
