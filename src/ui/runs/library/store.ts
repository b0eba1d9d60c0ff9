import { createStore, delMany, getMany, keys, promisifyRequest, setMany } from 'idb-keyval'
import { parseHead, type RunHead } from './head'

/** What the store needs of a database of keys and values; every call may be refused. */
export interface KeyValue {
  keys: () => Promise<string[]>
  getMany: (keys: string[]) => Promise<unknown[]>
  /** Changes a value where there is one, in one transaction. */
  change: (key: string, changed: (value: unknown) => unknown) => Promise<void>
  /** All of them or none. */
  setMany: (entries: [string, unknown][]) => Promise<void>
  delMany: (keys: string[]) => Promise<void>
}

/** Runs that outlive the page: heads, which are read at once, and files, which are read when a run is shown. */
export interface RunStore {
  /** Every head that this version of the page can read, and how many it cannot. */
  heads: () => Promise<{ heads: RunHead[]; unreadable: number }>
  /** The text of the run’s file (`runFileText`). */
  file: (id: string) => Promise<string | undefined>
  put: (head: RunHead, file: string) => Promise<void>
  /** Changes parts of a kept head and leaves the rest as it is now; a run that is gone stays so. */
  change: (id: string, parts: Partial<RunHead>) => Promise<void>
  remove: (id: string) => Promise<void>
}

const HEAD = 'head '
const headKey = (id: string): string => `${HEAD}${id}`
const fileKey = (id: string): string => `file ${id}`

/** A store of runs in this database; what it refuses rejects. */
export function createRunStore(database: KeyValue): RunStore {
  return {
    async heads() {
      const found = (await database.keys()).filter((key) => key.startsWith(HEAD))
      const values = await database.getMany(found)
      const heads = values.map(parseHead).filter((head) => head !== undefined)
      return { heads, unreadable: values.length - heads.length }
    },
    async file(id) {
      const [text] = await database.getMany([fileKey(id)])
      return typeof text === 'string' ? text : undefined
    },
    put: (head, file) =>
      database.setMany([
        [headKey(head.id), head],
        [fileKey(head.id), file],
      ]),
    change: (id, parts) => database.change(headKey(id), (head) => ({ ...(head as object), ...parts })),
    remove: (id) => database.delMany([headKey(id), fileKey(id)]),
  }
}

/** The browser’s IndexedDB. */
export function browserDatabase(): KeyValue {
  const store = createStore('pear-playground-runs', 'runs')
  return {
    keys: () => keys<string>(store),
    getMany: (wanted) => getMany<unknown>(wanted, store),
    change: (key, changed) =>
      store('readwrite', (values) => {
        const asked = values.get(key)
        asked.onsuccess = () => {
          if (asked.result !== undefined) values.put(changed(asked.result), key)
        }
        return promisifyRequest(values.transaction)
      }),
    setMany: (entries) => setMany(entries, store),
    delMany: (gone) => delMany(gone, store),
  }
}
