import { useId } from 'react'

export interface Pill<Value extends string> {
  value: Value
  title: string
  /** How many things it stands for. */
  count?: number
}

interface Props<Value extends string> {
  legend: string
  value: Value
  options: readonly Pill<Value>[]
  onPick: (value: Value) => void
}

/** A choice of one of a few, all in sight: native radio buttons under the words, so that arrow keys work as everywhere. */
export function Pills<Value extends string>({ legend, value, options, onPick }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className="pills">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="pill">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => {
              onPick(option.value)
            }}
          />
          {option.title}
          {option.count !== undefined && <span className="pill-count">{option.count}</span>}
        </label>
      ))}
    </fieldset>
  )
}
