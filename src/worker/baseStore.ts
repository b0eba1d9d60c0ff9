import { createStore, delMany, entries, get, keys, set } from 'idb-keyval'
import type { BaseCache } from '../run/baseCache'
import type { Variants } from '../policy/webgpu/variants'

/** Base policies that are kept; the oldest go first. */
const MOST_ENTRIES = 128

interface Entry {
  parameters: Float32Array
}

/**
 * Base policies kept in the browser's IndexedDB. Where that is refused (a private window, a full disk), runs go on
 * without it, and `report` is told. Policies of kernels of different forms, which round differently, are kept apart.
 * When each was kept is in a database beside theirs, so that making room reads no parameters.
 */
export function createBaseStore(variants: Variants | undefined, report: (message: string) => void): BaseCache {
  const store = createStore('pear-playground', 'base-policies')
  const dates = createStore('pear-playground-base-dates', 'dates')
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
        await set(withForms(key), { parameters } satisfies Entry, store)
        await set(withForms(key), Date.now(), dates)
        const kept = await keys<string>(store)
        if (kept.length <= MOST_ENTRIES) return
        const savedAt = new Map(await entries<string, number>(dates))
        // Those without a date were kept by an earlier version of this page.
        const age = (one: string): number => savedAt.get(one) ?? 0
        const oldest = kept.sort((a, b) => age(a) - age(b)).slice(0, -MOST_ENTRIES)
        await delMany(oldest, store)
        await delMany(oldest, dates)
      } catch (error) {
        failed(error)
      }
    },
  }
}
