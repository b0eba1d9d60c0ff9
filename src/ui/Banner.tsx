import type { ReactNode } from 'react'

interface Props {
  /** `bad`: something failed. `note`: something to know. */
  kind: 'bad' | 'note'
  title: string
  children?: ReactNode
  onDismiss?: () => void
}

/** A message across the page. Bad news interrupts a screen reader, a note waits. */
export function Banner({ kind, title, children, onDismiss }: Props) {
  return (
    <section className={`banner banner-${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      <h2>{title}</h2>
      {children}
      {onDismiss && (
        <button type="button" className="dismiss" onClick={onDismiss}>
          Dismiss
        </button>
      )}
    </section>
  )
}
