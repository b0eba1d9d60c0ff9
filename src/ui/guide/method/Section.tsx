import type { ReactNode } from 'react'
import { elementId, type SectionId, sections } from './sections'

/** A part of the Method page. Its heading takes the focus when the table of contents goes there. */
export function Section({ id, children }: { id: SectionId; children: ReactNode }) {
  const own = elementId(id)
  return (
    <section aria-labelledby={own}>
      <h2 id={own} tabIndex={-1}>
        {sections.find((section) => section.id === id)?.title}
      </h2>
      {children}
    </section>
  )
}
