import { createStore, del, entries, get, set } from 'idb-keyval'
import type { BaseCache } from '../experiment/baseCache'

/** Base policies that are kept; the oldest go first. */
const MOST_ENTRIES = 128

interface Entry {
  parameters: Float32Array
  savedAt: number
}

/**
 * Base policies kept in the browser's IndexedDB. Where that is refused (a private window, a full disk), runs go on
 * without it, and `report` is told.
 */
export function createBaseStore(report: (message: string) => void): BaseCache {
  const store = createStore('pear-playground', 'base-policies')
  const failed = (error: unknown): undefined => {
    const why = error instanceof Error ? error.message : String(error)
    report(`Base policies cannot be kept in this browser and are trained anew in every run: ${why}`)
    return undefined
  }
  return {
    async get(key) {
      const entry = await get<Entry>(key, store).catch(failed)
      return entry?.parameters
    },
    async put(key, parameters) {
      try {
        await set(key, { parameters, savedAt: Date.now() } satisfies Entry, store)
        const all = await entries<string, Entry>(store)
        const oldest = all.sort(([, a], [, b]) => a.savedAt - b.savedAt).slice(0, -MOST_ENTRIES)
        for (const [old] of oldest) await del(old, store)
      } catch (error) {
        failed(error)
      }
    },
  }
}
