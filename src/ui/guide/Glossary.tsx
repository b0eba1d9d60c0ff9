import { type RefObject, useId, useState } from 'react'
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
    <div className="glossary">
      <div className="glossary-search">
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
        <p className="glossary-none">No term has all of these words: try one word, or a part of it.</p>
      )}
      <dl ref={list}>
        {found.map((id) => (
          <div
            key={id}
            className="glossary-entry"
            data-term={id}
            data-marked={id === marked || undefined}
            tabIndex={-1}
          >
            <dt>{glossary[id].term}</dt>
            <dd>{glossary[id].text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** The glossary by itself. */
export default function Glossary() {
  const [query, setQuery] = useState('')
  return <GlossaryList query={query} onQuery={setQuery} />
}
