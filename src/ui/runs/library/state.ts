import type { RunResults } from '../../../results/results'
import type { Manifest } from '../../../results/resultsFile'
import type { RunHead } from './head'

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
}

export const emptyLibrary: LibraryState = {
  heads: [],
  liveId: undefined,
  shownId: undefined,
  overlayId: undefined,
  contents: new Map(),
  removed: undefined,
  messages: [],
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
    shownId: gone(state.shownId) ? state.liveId : state.shownId,
    overlayId: gone(state.overlayId) ? undefined : state.overlayId,
  }
}

/** The state without contents that are neither shown nor `needed` by anyone else. */
export function withoutUnusedContents(state: LibraryState, needed: (id: string) => boolean): LibraryState {
  const used = [...state.contents].filter(([id]) => id === state.shownId || id === state.overlayId || needed(id))
  return used.length === state.contents.size ? state : { ...state, contents: new Map(used) }
}
