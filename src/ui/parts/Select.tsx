import type { ComponentProps } from 'react'
import styles from './Select.module.css'

type Value = string | number

export interface SelectOption<V extends Value = string> {
  value: V
  title: string
  disabled?: boolean
}

/** Options under a heading of their own. */
export interface SelectGroup<V extends Value = string> {
  title: string
  options: readonly SelectOption<V>[]
}

interface SelectProps<V extends Value> extends Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> {
  value: V
  options: readonly (SelectOption<V> | SelectGroup<V>)[]
  onPick: (value: V) => void
}

/** The browser's own list of choices. What is picked is always one of the options' values, with their type. */
export function Select<V extends Value>({ options, onPick, ...rest }: SelectProps<V>) {
  const flat = options.flatMap((one) => ('options' in one ? one.options : [one]))
  return (
    <select
      {...rest}
      onChange={({ target }) => {
        const picked = flat[target.selectedIndex]
        if (picked) onPick(picked.value)
      }}
    >
      {options.map((one) =>
        'options' in one ? (
          <optgroup key={one.title} label={one.title}>
            {one.options.map(toOption)}
          </optgroup>
        ) : (
          toOption(one)
        ),
      )}
    </select>
  )
}

const toOption = ({ value, title, disabled }: SelectOption<Value>) => (
  <option key={value} value={value} disabled={disabled}>
    {title}
  </option>
)

interface PickerProps<V extends Value> extends Omit<SelectProps<V>, 'className'> {
  label: string
  /** Of the label, in place of the usual look: its text above the choice, small. */
  className?: string | undefined
}

/** A choice with its label. */
export function Picker<V extends Value>({ label, className = styles.picker, ...rest }: PickerProps<V>) {
  return (
    <label className={className}>
      {label}
      <Select {...rest} />
    </label>
  )
}
