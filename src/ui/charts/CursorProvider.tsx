import { type ReactNode, useMemo, useState } from 'react'
import { type Cursor, CursorContext } from './cursor'

/** One cursor for all charts inside. Only what reads it is drawn again when it moves. */
export function CursorProvider({ children }: { children: ReactNode }) {
  const [cursor, move] = useState<Cursor>()
  const state = useMemo(() => ({ cursor, move }), [cursor])
  return <CursorContext value={state}>{children}</CursorContext>
}
