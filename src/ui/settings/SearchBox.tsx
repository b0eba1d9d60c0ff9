interface Props {
  query: string
  /** What was found, in words; empty where nothing is searched for. */
  found: string
  onQuery: (query: string) => void
}

/** Finds settings by title, description or path. Escape clears it. */
export function SearchBox({ query, found, onQuery }: Props) {
  return (
    <div className="find">
      <label className="visually-hidden" htmlFor="find-setting">
        Find a setting
      </label>
      <input
        id="find-setting"
        type="search"
        placeholder="Find a setting"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          onQuery(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onQuery('')
        }}
      />
      <p className="found" role="status">
        {found}
      </p>
    </div>
  )
}
