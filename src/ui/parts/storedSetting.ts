import { useSyncExternalStore } from 'react'

export type SettingStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A setting of this browser, kept from visit to visit where the browser allows it. */
export interface StoredSetting<T> {
  /** The kept value. Equal objects as long as nothing changes. */
  read: () => T
  /** Keeps a value for the next visit. */
  keep: (value: T) => void
  /** Calls back whenever a value was kept by this page; returns how to end that. */
  subscribe: (listener: () => void) => () => void
}

interface Options<T> {
  /** The value from what was kept: undefined, or an error, where it cannot be read. */
  parse: (text: string) => T | undefined
  /** What is kept of a value; undefined to keep nothing, so that a later version's default holds. */
  format: (value: T) => string | undefined
  /** Where nothing was kept, or nothing that can be read. */
  initial: T
  /** Where the browser refuses storage; `initial` unless given. */
  refused?: T
  /** The browser's own unless given. */
  storage?: (() => SettingStore) | undefined
}

/**
 * A setting under a key of the browser's storage. Storage that is refused fails at the mere mention of it, and what another
 * version wrote may not be readable: neither stops the page, the setting then lasts no longer than the visit.
 */
export function storedSetting<T>(key: string, options: Options<T>): StoredSetting<T> {
  const { parse, format, initial, refused = initial, storage = () => window.localStorage } = options
  const listeners = new Set<() => void>()
  let last: { text: string | null; value: T } | undefined

  const valueOf = (text: string): T => {
    try {
      return parse(text) ?? initial
    } catch {
      return initial
    }
  }
  return {
    read: () => {
      let text
      try {
        text = storage().getItem(key)
      } catch {
        return refused
      }
      if (last?.text !== text) last = { text, value: text === null ? initial : valueOf(text) }
      return last.value
    },
    keep: (value) => {
      const text = format(value)
      try {
        if (text === undefined) storage().removeItem(key)
        else storage().setItem(key, text)
      } catch {
        // The value holds for this visit all the same, where its owner keeps it.
      }
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** The kept value, drawn anew whenever this page keeps another. */
export const useStored = <T>({ subscribe, read }: StoredSetting<T>): T => useSyncExternalStore(subscribe, read)
