import { editActions, exchangeActions } from './actions'
import { createCore, type LibraryCore, type LibraryOptions, type LibraryState, reason, withRun } from './core'
import { followActions } from './follow'
import { measuredHead, RECORDED_ID } from './head'
import type { ShownRun } from '../shownRun'

export type { LibraryState } from './core'
export { ELSEWHERE, RECORDED_ID, type RunHead } from './head'
export type RunLibrary = ReturnType<typeof createRunLibrary>

/**
 * Every run that the page knows: it follows the one that goes on in this tab, keeps runs in the store, and reads them when they
 * are shown. Where the store refuses, runs stay in memory and a message says so; nothing rejects.
 */
export function createRunLibrary(options: LibraryOptions) {
  const core = createCore(options)
  let opened = false
  return {
    ...followActions(core),
    ...showActions(core),
    ...editActions(core),
    ...exchangeActions(core),
    state: (): LibraryState => core.state,
    subscribe: core.subscribe,

    /** Lists the runs of earlier visits and of other tabs. */
    open: async (): Promise<void> => {
      if (opened) return
      opened = true
      try {
        const unreadable = await core.refresh()
        if (unreadable > 0) core.say(`${unreadable} kept runs are of another version of this page and cannot be shown.`)
      } catch (error) {
        core.refused(error)
      }
    },

    /** Takes the run that comes with the page. */
    setRecorded: ({ name, results, manifest }: ShownRun): void => {
      const { config } = results
      if (!config || !manifest) return
      const { started, seconds } = manifest
      const about = { id: RECORDED_ID, name, notes: '', pinned: true, origin: 'recorded', config } as const
      const head = { ...about, started, added: started, ...measuredHead(results), seconds }
      core.become(withRun(core.state, head, { results, manifest }))
    },
  }
}

/** Which runs are shown. */
function showActions(core: LibraryCore) {
  /** What was asked for last: a run that takes longer to read than the next one must not replace it. */
  let wanted: string | undefined
  let wantedOverlay: string | undefined

  /** Reads a run’s contents where they are not in memory; whether they are there now. */
  async function reach(id: string): Promise<boolean> {
    const head = core.find(id)
    if (!head || id === core.state.liveId || core.state.contents.has(id)) return head !== undefined
    try {
      const contents = await core.contentsOf(id)
      if ('problem' in contents) {
        core.say(`${head.name} cannot be shown. ${contents.problem}`)
        return false
      }
      // Straight into what is shown: contents that nobody shows are dropped.
      const shown = id === wanted ? { shownId: id } : {}
      const overlay = id === wantedOverlay ? { overlayId: id } : {}
      core.become({
        ...core.state,
        contents: new Map([...core.state.contents, [id, contents] as const]),
        ...shown,
        ...overlay,
      })
      return true
    } catch (error) {
      core.say(`${head.name} cannot be shown. (${reason(error)})`)
      return false
    }
  }

  return {
    /** Shows a run in all views; a run is not laid over itself. */
    show: async (id: string): Promise<void> => {
      wanted = id
      if (!(await reach(id)) || wanted !== id) return
      const { overlayId } = core.state
      core.become({ ...core.state, shownId: id, overlayId: overlayId === id ? undefined : overlayId })
    },

    /** Lays a run over the shown one, or none. */
    setOverlay: async (id: string | undefined): Promise<void> => {
      wantedOverlay = id
      if (id !== undefined && (!(await reach(id)) || wantedOverlay !== id)) return
      core.become({ ...core.state, overlayId: id })
    },
  }
}
