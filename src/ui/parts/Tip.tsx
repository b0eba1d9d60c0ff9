import { type ReactNode, useId } from 'react'
import styles from './Tip.module.css'
import { useTip } from './tip'

/** A question mark that explains something under the pointer, with the keyboard's focus and at a touch. */
export function Tip({ name, children }: { name: string; children: ReactNode }) {
  const { isOpen, open, word, tip, area } = useTip<HTMLButtonElement, HTMLDivElement>()
  const id = useId()
  return (
    <span className={styles.area} {...area}>
      <button
        type="button"
        ref={word}
        className={styles.button}
        aria-label={`About ${name}`}
        aria-describedby={isOpen ? id : undefined}
        onClick={open}
        onFocus={({ currentTarget }) => {
          if (currentTarget.matches(':focus-visible')) open()
        }}
      >
        ?
      </button>
      {isOpen && (
        <div popover="manual" ref={tip} role="tooltip" id={id} className={styles.tip}>
          {children}
        </div>
      )}
    </span>
  )
}
