import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { RunResults } from '../../results/results'
import type { TrainerState } from '../run/useTrainer'
import { createRunLibrary, type LibraryState, RECORDED_ID, type RunHead, type RunLibrary } from './library'
import { pageMachine } from './library/file'
import { browserDatabase, createRunStore } from './library/store'
import { browserTabs } from './library/tabs'
import type { ShownRun } from './shownRun'

/** Between two times that a run which goes on is kept. */
const SAVE_EVERY_MS = 30_000

/** The runs of the page as its views see them. */
export interface RunsState {
  /** Every run, newest first; the recorded one is last. */
  list: readonly RunHead[]
  /** The run whose results the views show; undefined until the recorded one is there. */
  shown: ShownRun | undefined
  /** The run that is laid over it. */
  overlay: ShownRun | undefined
  /** The run that goes on in this tab. */
  liveId: string | undefined
  /** The run that was deleted last, while that can be undone. */
  removed: RunHead | undefined
  /** Sentences on what went wrong or was done by itself. */
  messages: readonly string[]
  /** Sentences that belong beside a run. */
  problems: ReadonlyMap<string, string>
  show: (id: string) => void
  setOverlay: (id: string | undefined) => void
  /** Resolves to a sentence where the name is refused. */
  rename: RunLibrary['rename']
  setNotes: RunLibrary['setNotes']
  pin: (id: string, pinned: boolean) => void
  remove: (id: string) => void
  undoRemove: () => void
  forgetRemoved: () => void
  exportRun: RunLibrary['exportRun']
  /** Resolves to a sentence where the file holds no run. */
  importFile: (file: File) => Promise<string | undefined>
  dismissMessages: () => void
}

/**
 * Keeps every run of this tab, whose number, results and phase are given, beside those of earlier visits and the recorded one, and says
 * which are shown. A run that begins is shown at once.
 */
export function useRuns(
  { number, results, phase }: Pick<TrainerState, 'number' | 'results' | 'phase'>,
  recorded: ShownRun | undefined,
): RunsState {
  const [library] = useState(openLibrary)
  const state = useSyncExternalStore(library.subscribe, library.state)
  const goesOn = phase !== 'idle' && phase !== 'over'

  useEffect(() => {
    void library.open()
  }, [library])
  useEffect(() => {
    if (recorded) library.setRecorded(recorded)
  }, [library, recorded])
  useEffect(() => {
    void library.follow(number, results)
  }, [library, number, results])
  useEffect(() => {
    if (!goesOn) return undefined
    const timer = setInterval(() => void library.save(), SAVE_EVERY_MS)
    return () => {
      clearInterval(timer)
    }
  }, [library, goesOn])

  const { heads, contents } = state
  const list = useMemo(() => [...heads].sort(byAge), [heads])
  const shownId = state.shownId ?? RECORDED_ID
  const live = state.liveId === undefined || !results.config ? undefined : results
  const shown = useMemo(
    () => runOf(shownId, heads, contents, shownId === state.liveId ? live : undefined),
    [shownId, heads, contents, state.liveId, live],
  )
  const overlay = useMemo(
    () => runOf(state.overlayId, heads, contents, state.overlayId === state.liveId ? live : undefined),
    [state.overlayId, heads, contents, state.liveId, live],
  )
  return {
    list,
    shown,
    overlay,
    liveId: state.liveId,
    removed: state.removed,
    messages: state.messages,
    problems: state.problems,
    ...useMemo(() => actionsOf(library), [library]),
  }
}

function openLibrary(): RunLibrary {
  const machine = pageMachine(navigator.userAgent, navigator.hardwareConcurrency)
  return createRunLibrary({ store: createRunStore(browserDatabase()), tabs: browserTabs(), now: Date.now, machine })
}

function actionsOf(library: RunLibrary) {
  return {
    show: (id: string): void => void library.show(id),
    setOverlay: (id: string | undefined): void => void library.setOverlay(id),
    rename: library.rename,
    setNotes: library.setNotes,
    pin: (id: string, pinned: boolean): void => void library.pin(id, pinned),
    remove: (id: string): void => void library.remove(id),
    undoRemove: (): void => void library.undoRemove(),
    forgetRemoved: library.forgetRemoved,
    exportRun: library.exportRun,
    importFile: async (file: File): Promise<string | undefined> => {
      try {
        return await library.importText(file.name, await file.text())
      } catch (error) {
        return `${file.name} could not be read. (${error instanceof Error ? error.message : String(error)})`
      }
    },
    dismissMessages: library.dismissMessages,
  }
}

function runOf(
  id: string | undefined,
  heads: LibraryState['heads'],
  contents: LibraryState['contents'],
  live: RunResults | undefined,
): ShownRun | undefined {
  const head = heads.find((one) => one.id === id)
  const kept = head && contents.get(head.id)
  const results = live ?? kept?.results
  if (!head || !results) return undefined
  return { id: head.id, name: head.name, results, ...(kept?.manifest && { manifest: kept.manifest }) }
}

/** Newest first, by when they came into the list; the recorded run last. */
function byAge(a: RunHead, b: RunHead): number {
  const recorded = Number(a.origin === 'recorded') - Number(b.origin === 'recorded')
  return recorded === 0 ? Date.parse(b.added) - Date.parse(a.added) : recorded
}
