import type { Setting } from '../../config/settings'

/** What every control of a setting gets: text in, text out, whatever its kind. */
export interface ControlProps {
  id: string
  setting: Setting
  text: string
  describedBy: string
  invalid: boolean
  onText: (text: string) => void
}

/**
 * The native control for a setting's kind. Numbers are text inputs, because an input of type number hides from the page
 * what it cannot read, and then no message could name it.
 */
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
        <select
          {...common}
          value={text}
          onChange={(event) => {
            onText(event.target.value)
          }}
        >
          {setting.options?.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      )
    case 'integer':
    case 'number':
    case 'list':
    case 'text':
      return (
        <input
          {...common}
          type="text"
          // A phone's numeric keyboard has no minus sign.
          inputMode={isNumber(setting.kind) && (setting.minimum ?? 0) >= 0 ? 'decimal' : 'text'}
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

const isNumber = (kind: Setting['kind']): boolean => kind === 'integer' || kind === 'number'
