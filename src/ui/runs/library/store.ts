import { createStore, delMany, getMany, keys, setMany } from 'idb-keyval'
import { parseHead, type RunHead } from './head'

/** What the store needs of a database of keys and values; every call may be refused. */
export interface KeyValue {
  keys: () => Promise<string[]>
  getMany: (keys: string[]) => Promise<unknown[]>
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
  putHead: (head: RunHead) => Promise<void>
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
    putHead: (head) => database.setMany([[headKey(head.id), head]]),
    remove: (id) => database.delMany([headKey(id), fileKey(id)]),
  }
}

/** The browser’s IndexedDB. */
export function browserDatabase(): KeyValue {
  const store = createStore('pear-playground-runs', 'runs')
  return {
    keys: () => keys<string>(store),
    getMany: (wanted) => getMany<unknown>(wanted, store),
    setMany: (entries) => setMany(entries, store),
    delMany: (gone) => delMany(gone, store),
  }
}
