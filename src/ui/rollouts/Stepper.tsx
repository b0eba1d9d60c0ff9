import { Picker } from '../parts/Select'

interface Props<Value extends string | number> {
  /** A noun, as `Prompt`. */
  label: string
  value: Value
  options: readonly { value: Value; title: string }[]
  onPick: (value: Value) => void
}

/** A choice from a list with buttons to go on and back in it. */
export function Stepper<Value extends string | number>({ label, value, options, onPick }: Props<Value>) {
  const at = options.findIndex((option) => option.value === value)
  return (
    <div className="stepper" role="group" aria-label={`${label}, step`}>
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
