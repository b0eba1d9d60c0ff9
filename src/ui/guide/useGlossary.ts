import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { TermId } from './terms'

/** The glossary's search, and going to one of its entries. */
export function useGlossary(): {
  list: RefObject<HTMLDListElement | null>
  query: string
  setQuery: (query: string) => void
  marked: TermId | undefined
  goTo: (id: TermId) => void
} {
  const list = useRef<HTMLDListElement>(null)
  const [query, setQuery] = useState('')
  // An object, so that asking for the same entry again goes there again.
  const [asked, setAsked] = useState<{ id: TermId }>()

  useLayoutEffect(() => {
    if (!asked) return
    const entry = list.current?.querySelector<HTMLElement>(`[data-term="${asked.id}"]`)
    entry?.scrollIntoView({ block: 'center' })
    entry?.focus({ preventScroll: true })
  }, [asked])

  return {
    list,
    query,
    setQuery,
    marked: asked?.id,
    goTo: (id) => {
      setQuery('')
      setAsked({ id })
    },
  }
}
