import { elementId, sections } from './sections'

/**
 * The page's table of contents. Its entries are buttons and no links: the address holds the experiment, and going to a part of
 * this page must not change that.
 */
export function Contents() {
  return (
    <nav className="contents" aria-label="On this page">
      <ol>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                const heading = document.getElementById(elementId(id))
                heading?.scrollIntoView({ block: 'start' })
                heading?.focus({ preventScroll: true })
              }}
            >
              {title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
