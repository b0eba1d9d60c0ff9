/** Two ways to choose one of several that the rollouts need: pills, all in sight, and a list with buttons to step through it. */
import { useId } from 'react'
import { Picker } from '../parts/Select'
import styles from './Rollouts.module.css'

interface Pill<Value extends string> {
  value: Value
  title: string
  /** How many things it stands for. */
  count?: number
}

interface PillsProps<Value extends string> {
  legend: string
  value: Value
  options: readonly Pill<Value>[]
  onPick: (value: Value) => void
}

/** A choice of one of a few, all in sight: native radio buttons under the words, so that arrow keys work as everywhere. */
export function Pills<Value extends string>({ legend, value, options, onPick }: PillsProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.pills}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.pill}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => {
              onPick(option.value)
            }}
          />
          {option.title}
          {option.count !== undefined && <span className={styles.pillCount}>{option.count}</span>}
        </label>
      ))}
    </fieldset>
  )
}

interface StepperProps<Value extends string | number> {
  /** A noun, as `Prompt`. */
  label: string
  value: Value
  options: readonly { value: Value; title: string }[]
  onPick: (value: Value) => void
}

/** A choice from a list with buttons to go on and back in it. */
export function Stepper<Value extends string | number>({ label, value, options, onPick }: StepperProps<Value>) {
  const at = options.findIndex((option) => option.value === value)
  return (
    <div className={styles.stepper} role="group" aria-label={`${label}, step`}>
      <Picker label={label} value={value} options={options} onPick={onPick} />
      <StepButton name={`Previous ${label.toLowerCase()}`} mark="←" to={options[at - 1]?.value} onPick={onPick} />
      <StepButton name={`Next ${label.toLowerCase()}`} mark="→" to={options[at + 1]?.value} onPick={onPick} />
    </div>
  )
}

interface ButtonProps<Value> {
  name: string
  mark: string
  /** Undefined at the end of the list. */
  to: Value | undefined
  onPick: (value: Value) => void
}

/** At the end of the list it stays focusable, so that who steps by keyboard does not lose their place. */
function StepButton<Value>({ name, mark, to, onPick }: ButtonProps<Value>) {
  return (
    <button
      type="button"
      aria-label={name}
      aria-disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) onPick(to)
      }}
    >
      <span aria-hidden="true">{mark}</span>
    </button>
  )
}
