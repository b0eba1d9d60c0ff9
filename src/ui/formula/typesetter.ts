import { useSyncExternalStore } from 'react'
import type { typeset } from './typeset'

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
    // The page lost its server. Formulas keep their words, which say the same; the next formula to appear tries again.
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

/** KaTeX, once it is here; undefined until then. The first component that asks starts its loading. */
export function useTypesetter(): Typesetter | undefined {
  return useSyncExternalStore(subscribe, () => loaded)
}
