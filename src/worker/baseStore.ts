import { createStore, del, entries, get, set } from 'idb-keyval'
import type { BaseCache } from '../run/baseCache'
import type { Variants } from '../policy/webgpu/variants'

/** Base policies that are kept; the oldest go first. */
const MOST_ENTRIES = 128

interface Entry {
  parameters: Float32Array
  savedAt: number
}

/**
 * Base policies kept in the browser's IndexedDB. Where that is refused (a private window, a full disk), runs go on
 * without it, and `report` is told. Policies of kernels of different forms, which round differently, are kept apart.
 */
export function createBaseStore(variants: Variants | undefined, report: (message: string) => void): BaseCache {
  const store = createStore('pear-playground', 'base-policies')
  const withForms = (key: string): string => (variants ? `${JSON.stringify(variants)} ${key}` : key)
  const failed = (error: unknown): undefined => {
    const why = error instanceof Error ? error.message : String(error)
    report(`Base policies cannot be kept in this browser and are trained anew in every run: ${why}`)
    return undefined
  }
  return {
    async get(key) {
      const entry = await get<Entry>(withForms(key), store).catch(failed)
      return entry?.parameters
    },
    async put(key, parameters) {
      try {
        await set(withForms(key), { parameters, savedAt: Date.now() } satisfies Entry, store)
        const all = await entries<string, Entry>(store)
        const oldest = all.sort(([, a], [, b]) => a.savedAt - b.savedAt).slice(0, -MOST_ENTRIES)
        for (const [old] of oldest) await del(old, store)
      } catch (error) {
        failed(error)
      }
    },
  }
}
