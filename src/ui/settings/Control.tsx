import type { Setting } from '../../config/settings'
import { NumberField } from '../parts/NumberField'
import { Select } from '../parts/Select'

/** What every control of a setting gets: text in, text out, whatever its kind. */
export interface ControlProps {
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
