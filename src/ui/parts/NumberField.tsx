import type { ComponentProps } from 'react'

interface Props extends Omit<ComponentProps<'input'>, 'type' | 'inputMode' | 'value' | 'onChange'> {
  /** What stands in the field, a number or not yet one. */
  text: string
  /** Whether it may be negative: a phone's numeric keyboard has no minus sign. */
  signed?: boolean
  onText: (text: string) => void
}

/**
 * Takes a number as text, because an input of type number hides from the page what it cannot read, and then no message could
 * name it. Whoever uses it reads the text and marks it invalid.
 */
export function NumberField({ text, signed = false, onText, ...rest }: Props) {
  return (
    <input
      {...rest}
      type="text"
      inputMode={signed ? 'text' : 'decimal'}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={({ target }) => {
        onText(target.value)
      }}
    />
  )
}
