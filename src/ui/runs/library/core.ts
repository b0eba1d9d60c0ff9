import { encodeLink } from '../../../config/link'
import type { RunResults } from '../../../results/results'
import type { Manifest } from '../../../results/resultsFile'
import { RECORDED_ID } from '../recorded'
import { MOST_UNPINNED, runsToLetGo } from './eviction'
import { renamedFile, runFileText } from './file'
import type { RunHead } from './head'
import { emptyLibrary, type LibraryState, type RunContents, withoutRuns, withoutUnusedContents } from './state'
import type { RunStore } from './store'

export interface LibraryOptions {
  store: RunStore
  /** Milliseconds since 1970. */
  now: () => number
  machine: Pick<Manifest, 'runtime' | 'machine'>
  /** Unpinned runs that are kept. */
  most?: number
}

/** The run that goes on in this tab, or the last that did. */
export interface LiveRun {
  id: string
  results: RunResults
  /** What of it was kept last. */
  saved?: RunResults
}

export type LibraryCore = ReturnType<typeof createCore>

/** The library’s state and what all of its actions share: telling people, and keeping runs. */
export function createCore({ store, now, machine, most = MOST_UNPINNED }: LibraryOptions) {
  let state = emptyLibrary
  const listeners = new Set<() => void>()
  /** Runs that the store has. */
  const stored = new Set<string>()

  const core = {
    store,
    stored,
    now,
    live: undefined as LiveRun | undefined,
    get state(): LibraryState {
      return state
    },

    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    become(next: LibraryState): void {
      state = withoutUnusedContents(next, (id) => id === RECORDED_ID || !stored.has(id))
      for (const listener of listeners) listener()
    },
    say(message: string): void {
      if (!state.messages.includes(message)) core.become({ ...state, messages: [...state.messages, message] })
    },
    /** Says that the store refused. */
    refused: (error: unknown): void => {
      core.say(
        `Runs cannot be kept in this browser and are gone when this page is closed; export those you want to keep. (${reason(error)})`,
      )
    },

    find: (id: string): RunHead | undefined => state.heads.find((head) => head.id === id),
    names: (): string[] => state.heads.map(({ name }) => name),
    moment: (): string => new Date(now()).toISOString(),

    textOf(head: RunHead, { results, manifest }: RunContents): string {
      const { config, started, seconds, engine, name, notes } = head
      const here = { command: `Page #${encodeLink(config)}`, started, seconds, engine, ...machine }
      return runFileText({ name, notes, manifest: manifest ?? here, results })
    },
    /** The run’s file: of what is in memory, or else what was stored, under the name that it has now. */
    async fileOf(head: RunHead): Promise<string | undefined> {
      const contents = head.id === core.live?.id ? core.live : state.contents.get(head.id)
      if (contents) return core.textOf(head, contents)
      const text = await store.file(head.id)
      return text === undefined ? undefined : renamedFile(text, head)
    },

    /** Puts a run into the store; where that is refused, it stays in memory. */
    async keep(head: RunHead, text: string): Promise<void> {
      try {
        await store.put(head, text)
        stored.add(head.id)
        core.become(state)
      } catch (error) {
        core.refused(error)
      }
    },
    /** Makes room after a run was added, which itself stays. */
    async makeRoom(added: string): Promise<void> {
      const gone = runsToLetGo(state.heads, [added, state.liveId, state.shownId, state.overlayId], most)
      if (gone.length === 0) return
      const ids = gone.map(({ id }) => id)
      core.become(withoutRuns(state, ids))
      const those = gone.map(({ name }) => name).join(', ')
      core.say(`At most ${most} runs are kept; the oldest gave way: ${those}. Pin a run that should stay.`)
      for (const id of ids) {
        stored.delete(id)
        await store.remove(id).catch(core.refused)
      }
    },
  }
  return core
}

export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
