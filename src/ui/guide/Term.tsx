import { createContext, type ReactNode, useContext, useId } from 'react'
import { useTip } from '../parts/tip'
import { glossary, type TermId } from './terms'
import styles from './Term.module.css'

/** Goes to a term's entry in the glossary; undefined where the page shows no glossary beside the words. */
export const GlossaryLink = createContext<((id: TermId) => void) | undefined>(undefined)

/**
 * A word of the field, underlined with dots: mouse, keyboard focus or a tap shows what it means. It may stand anywhere in a text.
 */
export function Term({ id, children }: { id: TermId; children: ReactNode }) {
  const { term, text } = glossary[id]
  const goTo = useContext(GlossaryLink)
  const { isOpen, open, close, word, tip, area } = useTip<HTMLSpanElement, HTMLSpanElement>()
  const textId = useId()
  return (
    <span {...area}>
      {/* No <button>, which would not wrap with the line that it stands in. */}
      <span
        role="button"
        tabIndex={0}
        className={styles.term}
        ref={word}
        aria-expanded={isOpen}
        aria-describedby={isOpen ? textId : undefined}
        onClick={open}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) open()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          open()
        }}
      >
        {children}
      </span>
      {isOpen && (
        <span className={styles.tip} popover="manual" ref={tip} role="note" aria-label={term}>
          <strong>{term}</strong> <span id={textId}>{text}</span>
          {goTo && (
            <button
              type="button"
              className="text-button"
              onClick={() => {
                close()
                goTo(id)
              }}
            >
              In the glossary
            </button>
          )}
        </span>
      )}
    </span>
  )
}
