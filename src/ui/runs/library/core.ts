import { encodeLink } from '../../../config/link'
import type { RunResults } from '../../../results/results'
import type { Manifest } from '../../../results/file'
import { readRunFile, renamedFile, runFileText } from './file'
import { ELSEWHERE, RECORDED_ID, type RunHead } from './head'
import type { RunStore } from './store'
import type { Tabs } from './tabs'

/**
 * What the library of runs knows, and what all of its actions share: telling people, keeping runs, and taking over what other tabs
 * changed. The list is of this tab; the store is of all of them, so that a tab writes whole runs only of its own.
 */

/** What was measured in a run. */
export interface RunContents {
  results: RunResults
  /** Left out of runs of this tab. */
  manifest?: Manifest
}

/** What the page knows of runs. Immutable: each change gives a new one. */
export interface LibraryState {
  heads: readonly RunHead[]
  /** The run that goes on in this tab. */
  liveId: string | undefined
  /** Undefined until something is chosen or a run begins. */
  shownId: string | undefined
  overlayId: string | undefined
  /** Of the runs that are shown and of those that exist nowhere else. */
  contents: ReadonlyMap<string, RunContents>
  /** The last run that was deleted, as long as that can be undone. */
  removed: RunHead | undefined
  /** Sentences for people. */
  messages: readonly string[]
  /** Sentences that belong beside a run of the list: what could not be done with it. */
  problems: ReadonlyMap<string, string>
}

const emptyLibrary: LibraryState = {
  heads: [],
  liveId: undefined,
  shownId: undefined,
  overlayId: undefined,
  contents: new Map(),
  removed: undefined,
  messages: [],
  problems: new Map(),
}

/** The state with another run in it, in place of the one with its id where there is one. */
export function withRun(state: LibraryState, head: RunHead, contents?: RunContents): LibraryState {
  const known = state.heads.some(({ id }) => id === head.id)
  const heads = known ? state.heads.map((one) => (one.id === head.id ? head : one)) : [head, ...state.heads]
  return { ...state, heads, contents: contents ? new Map([...state.contents, [head.id, contents]]) : state.contents }
}

/** The state without these runs; where one was shown, the run of this tab is, or the recorded one. */
export function withoutRuns(state: LibraryState, ids: readonly string[]): LibraryState {
  const gone = (id: string | undefined): boolean => id !== undefined && ids.includes(id)
  return {
    ...state,
    heads: state.heads.filter(({ id }) => !gone(id)),
    contents: new Map([...state.contents].filter(([id]) => !gone(id))),
    problems: new Map([...state.problems].filter(([id]) => !gone(id))),
    shownId: gone(state.shownId) ? state.liveId : state.shownId,
    overlayId: gone(state.overlayId) ? undefined : state.overlayId,
  }
}

/** The state without contents that are neither shown nor `needed` by anyone else. */
function withoutUnusedContents(state: LibraryState, needed: (id: string) => boolean): LibraryState {
  const used = [...state.contents].filter(([id]) => id === state.shownId || id === state.overlayId || needed(id))
  return used.length === state.contents.size ? state : { ...state, contents: new Map(used) }
}

/** Runs that are kept without being pinned. */
const MOST_UNPINNED = 50

/** The runs to evict so that at most so many unpinned ones are left: those that came first, but none of `spared`. */
export function runsToEvict(
  heads: readonly RunHead[],
  spared: readonly (string | undefined)[],
  most: number,
): RunHead[] {
  const unpinned = heads.filter(({ pinned, origin }) => !pinned && origin !== 'recorded')
  return [...unpinned]
    .sort((a, b) => Date.parse(a.added) - Date.parse(b.added))
    .filter(({ id, state }) => !spared.includes(id) && state !== ELSEWHERE)
    .slice(0, Math.max(0, unpinned.length - most))
}

export interface LibraryOptions {
  store: RunStore
  tabs: Tabs
  /** Milliseconds since 1970. */
  now: () => number
  machine: Pick<Manifest, 'runtime' | 'machine'>
  /** Unpinned runs that are kept. */
  most?: number
}

/** The run that goes on in this tab, or the last that did. */
export interface LiveRun {
  id: string
  /** By which this tab’s runs are told apart, whatever their settings. */
  number: number
  results: RunResults
  ended: boolean
  /** What of it was kept last. */
  saved?: RunResults
  /** Tells the other tabs that it is over. */
  release: () => void
}

export type LibraryCore = ReturnType<typeof createCore>

/** The library’s state, its store, and what every action needs of them. */
export function createCore({ store, tabs, now, machine, most = MOST_UNPINNED }: LibraryOptions) {
  let state = emptyLibrary
  let last: Promise<unknown> = Promise.resolve()
  const listeners = new Set<() => void>()
  /** Runs that the store has, as far as this tab knows. */
  const stored = new Set<string>()
  /** Runs of other tabs whose end this one waits for. */
  const awaited = new Set<string>()

  const core = {
    store,
    stored,
    now,
    hold: tabs.hold,
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
    /** Says beside a run what could not be done with it; undefined takes that back. */
    setProblem(id: string, problem: string | undefined): void {
      const problems = new Map(state.problems)
      if (problem === undefined) problems.delete(id)
      else problems.set(id, problem)
      core.become({ ...state, problems })
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
    /** What the store has of a run, or a sentence that says why it cannot be shown. */
    async contentsOf(id: string): Promise<RunContents | { problem: string }> {
      const text = await store.file(id)
      const read = text === undefined ? { problem: 'It is no longer in this browser.' } : readRunFile(text)
      return 'run' in read ? { results: read.run.results, manifest: read.run.manifest } : read
    },

    /** Does one thing with the store after the other, so that none takes over what another is about to change. */
    inTurn<T>(work: () => Promise<T>): Promise<T> {
      const turn = last.then(work)
      last = turn.catch(() => undefined)
      return turn
    },
    /** Puts a run of this tab into the store; where that is refused, it stays in memory. */
    keep: (head: RunHead, text: string): Promise<void> =>
      core.inTurn(async () => {
        try {
          await store.put(head, text)
          stored.add(head.id)
          core.become(state)
          tabs.announce()
        } catch (error) {
          core.refused(error)
        }
      }),
    /** Removes a run from the store and then from the list; where the store refuses, the run stays in both, with a sentence beside it. */
    async discard(head: RunHead): Promise<boolean> {
      try {
        if (stored.has(head.id)) await store.remove(head.id)
        stored.delete(head.id)
        core.become(withoutRuns(state, [head.id]))
        tabs.announce()
        return true
      } catch (error) {
        core.setProblem(head.id, `It could not be deleted. (${reason(error)})`)
        return false
      }
    },
    /** Makes room after a run was added, which itself stays. */
    makeRoom: (added: string): Promise<void> =>
      core.inTurn(async () => {
        const gone: string[] = []
        for (const head of runsToEvict(state.heads, [added, state.liveId, state.shownId, state.overlayId], most))
          if (await core.discard(head)) gone.push(head.name)
        if (gone.length > 0)
          core.say(
            `At most ${most} runs are kept; the oldest gave way: ${gone.join(', ')}. Pin a run that should stay.`,
          )
      }),
    /** Tells the other tabs that the store has changed. */
    announce: tabs.announce,

    /**
     * Takes over what the store has now, which other tabs change too; gives the number of runs that cannot be read. What goes on
     * by the store goes on in the tab that holds it; where none does, that tab was closed in the middle of it. That is
     * not written down: it is that tab's run.
     */
    refresh: (): Promise<number> =>
      core.inTurn(async () => {
        const { heads, unreadable } = await store.heads()
        const held = await tabs.held()
        const found = new Map(heads.map((head) => [head.id, head]))
        const seen = (head: RunHead): RunHead => {
          // The store may be behind on this tab's own run, also when that has just ended.
          const own = head.id === core.live?.id ? core.find(head.id) : undefined
          if (own) return { ...own, name: head.name, notes: head.notes, pinned: head.pinned }
          if (head.state !== 'going on') return head
          return { ...head, state: held.has(head.id) ? ELSEWHERE : 'cut off' }
        }
        const before = state.heads
        const removed = before.flatMap(({ id }) =>
          stored.has(id) && !found.has(id) && id !== state.liveId ? [id] : [],
        )
        stored.clear()
        for (const id of found.keys()) stored.add(id)
        const isListed = (id: string): boolean => before.some((head) => head.id === id)
        const added = heads.filter(({ id }) => !isListed(id))
        const listed = before.map((head) => found.get(head.id) ?? head)
        core.become(withoutRuns({ ...state, heads: [...listed, ...added].map(seen) }, removed))
        for (const { id, state: how } of state.heads) if (how === ELSEWHERE) awaitEnd(id)
        await readAgain(before.filter((head) => head.state === ELSEWHERE).map(({ id }) => id))
        return unreadable
      }),
  }

  /** A tab that is closed tells nobody: its lock falls free. */
  function awaitEnd(id: string): void {
    if (awaited.has(id)) return
    awaited.add(id)
    void tabs.whenFree(id).then(() => {
      awaited.delete(id)
      return core.refresh().catch(core.refused)
    })
  }

  /** Runs of other tabs that are in sight have got further. */
  async function readAgain(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (!state.contents.has(id)) continue
      const contents = await core.contentsOf(id)
      if (!('problem' in contents)) core.become({ ...state, contents: new Map([...state.contents, [id, contents]]) })
    }
  }

  tabs.onChange(() => void core.refresh().catch(core.refused))
  return core
}

export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
