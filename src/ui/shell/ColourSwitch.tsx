import { useState } from 'react'
import { applyScheme, type ColourScheme, colourSchemes, keptScheme } from './colours'

const titles: Readonly<Record<ColourScheme, string>> = { system: 'System', light: 'Light', dark: 'Dark' }

/** Light, dark, or as the system has it. */
export function ColourSwitch() {
  const [scheme, setScheme] = useState(keptScheme)
  return (
    <label className="colour-switch">
      Colours
      <select
        value={scheme}
        onChange={(event) => {
          const next = colourSchemes.find((one) => one === event.target.value) ?? 'system'
          setScheme(next)
          applyScheme(next)
        }}
      >
        {colourSchemes.map((one) => (
          <option key={one} value={one}>
            {titles[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
