import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import styles from './Formula.module.css'
import type { typeset } from './typeset'

interface Props {
  /** TeX as KaTeX takes it. TeX that it refuses is shown as it stands. */
  tex: string
  /** The formula in words or plain characters: what is shown until KaTeX is loaded. */
  label: string
  /** On a line of its own, which scrolls sideways where it is wider than the page. */
  display?: boolean
}

/** A formula. KaTeX is loaded when the first one appears; screen readers get MathML. */
export function Formula({ tex, label, display = false }: Props) {
  const typeset = useTypesetter()
  const result = useMemo(() => typeset?.(tex, display), [typeset, tex, display])
  const content = !result ? (
    <span className={styles.formula}>{label}</span>
  ) : 'problem' in result ? (
    <code className={styles.formula} title={result.problem}>
      {tex}
    </code>
  ) : (
    <span className={styles.formula} dangerouslySetInnerHTML={{ __html: result.html }} />
  )
  return display ? <Line label={label}>{content}</Line> : content
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  const [ref, overflows] = useOverflow<HTMLDivElement>()
  return (
    <div className={styles.line} ref={ref} {...(overflows && { tabIndex: 0, role: 'group', 'aria-label': label })}>
      {children}
    </div>
  )
}

/** Whether an element is wider inside than it shows, watched as it changes: what scrolls must be reachable by keyboard. */
function useOverflow<E extends HTMLElement>(): [ref: RefObject<E | null>, overflows: boolean] {
  const ref = useRef<E>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      setOverflows(element.scrollWidth > element.clientWidth)
    })
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => {
      observer.disconnect()
    }
  })
  return [ref, overflows]
}

type Typesetter = typeof typeset

let loaded: Typesetter | undefined
let isLoading = false
const listeners = new Set<() => void>()

async function load(): Promise<void> {
  if (loaded || isLoading) return
  isLoading = true
  try {
    loaded = (await import('./typeset')).typeset
  } catch {
    // The page lost its server. Formulas keep their plain text, which says the same; the next formula to appear tries again.
  } finally {
    isLoading = false
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  void load()
  return () => {
    listeners.delete(listener)
  }
}

/** KaTeX once it is loaded, undefined until then. The first component that asks starts the loading. */
const useTypesetter = (): Typesetter | undefined => useSyncExternalStore(subscribe, () => loaded)
