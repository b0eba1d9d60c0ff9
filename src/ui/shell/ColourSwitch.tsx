import { useState } from 'react'
import { Picker } from '../parts/Select'
import { applyScheme, type ColourScheme, colourSchemes, keptScheme } from './colours'

const titles: Readonly<Record<ColourScheme, string>> = { system: 'System', light: 'Light', dark: 'Dark' }

/** Light, dark, or as the system has it. */
export function ColourSwitch() {
  const [scheme, setScheme] = useState(keptScheme)
  return (
    <Picker
      className="colour-switch"
      label="Colours"
      value={scheme}
      options={colourSchemes.map((value) => ({ value, title: titles[value] }))}
      onPick={(next) => {
        setScheme(next)
        applyScheme(next)
      }}
    />
  )
}
