import type { ReactNode } from 'react'

/** Lets a wide table scroll within itself, by keyboard too. */
export function Scrolling({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section>
      <div className="table-scroll" role="region" aria-label={`${name}, scrolls sideways`} tabIndex={0}>
        {children}
      </div>
    </section>
  )
}
