import { type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import styles from './method.module.css'
import { glossary, searchGlossary, type TermId, termIds } from './terms'

interface Props {
  /** What the search field holds; the page empties it to show an entry that a link asks for. */
  query: string
  onQuery: (query: string) => void
  /** The entry that a link asked for. */
  marked?: TermId | undefined
  list?: RefObject<HTMLDListElement | null>
}

/** Every term that the page uses, in the alphabet's order, with a search. */
export function GlossaryList({ query, onQuery, marked, list }: Props) {
  const field = useId()
  const found = searchGlossary(query)
  return (
    <div className={styles.glossary}>
      <div className={styles.search}>
        <label htmlFor={field}>Search the glossary</label>
        <input
          id={field}
          type="search"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            onQuery(event.target.value)
          }}
        />
        <p role="status">
          {query.trim() === '' ? `${termIds.length} terms` : `${found.length} of ${termIds.length} terms`}
        </p>
      </div>
      {found.length === 0 && (
        <p className={styles.none}>No term has all of these words: try one word, or a part of it.</p>
      )}
      <dl ref={list}>
        {found.map((id) => (
          <div key={id} className={styles.entry} data-term={id} data-marked={id === marked || undefined} tabIndex={-1}>
            <dt>{glossary[id].term}</dt>
            <dd>{glossary[id].text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

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
