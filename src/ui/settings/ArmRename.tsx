import { useState } from 'react'
import { type ArmId, armTitle } from '../../config/armId'
import type { ConfigState } from '../config/useConfig'

/** Longest name that an arm may have; see the config's schema. */
const LONGEST = 40

/** Takes another name for an arm: Enter keeps it, Escape does not, and an empty one gives the arm its usual name back. */
export function ArmRename({ arm, state, onDone }: { arm: ArmId; state: ConfigState; onDone: () => void }) {
  const before = armTitle(arm, state.editing.config.own)
  const [text, setText] = useState(before)
  const path = `own.${arm}.name`
  const keep = (): void => {
    const name = text.trim()
    if (name === '' || name === armTitle(arm)) state.reset(path)
    else if (name !== before) state.edit(path, name)
    onDone()
  }
  return (
    <input
      className="arm-rename"
      type="text"
      aria-label={`Name of ${before}`}
      maxLength={LONGEST}
      autoComplete="off"
      spellCheck={false}
      // Whoever pressed Rename wants to type now.
      ref={(input) => {
        if (input && document.activeElement !== input) input.select()
      }}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}
