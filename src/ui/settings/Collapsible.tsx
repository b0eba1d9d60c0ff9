import { type ReactNode, useState } from 'react'

interface Props {
  title: string
  /** At the right end of the title's line. */
  note?: string
  className?: string
  /** Keeps it open: something in it has to be seen. */
  mustOpen?: boolean
  startsOpen?: boolean
  children: ReactNode
}

/** A part that opens and closes. What must be seen keeps it open; after that it is as it was before. */
export function Collapsible({ title, note, className = '', mustOpen = false, startsOpen = false, children }: Props) {
  const [opened, setOpened] = useState(startsOpen)
  return (
    <details
      className={`collapsible ${className}`}
      open={opened || mustOpen}
      onToggle={(event) => {
        if (mustOpen) event.currentTarget.open = true
        else setOpened(event.currentTarget.open)
      }}
    >
      <summary>
        <span>{title}</span>
        {note !== undefined && <span className="others-count">{note}</span>}
      </summary>
      {children}
    </details>
  )
}
