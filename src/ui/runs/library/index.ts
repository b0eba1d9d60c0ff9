import { RECORDED_ID } from '../recorded'
import type { ShownRun } from '../shownRun'
import { createCore, type LibraryOptions } from './core'
import { editActions } from './edit'
import { exchangeActions } from './exchange'
import { followActions } from './follow'
import { measuredHead } from './head'
import { showActions } from './show'
import { type LibraryState, withRun } from './state'

export type { RunHead, RunState } from './head'
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

    /** Lists the runs of earlier visits; those that were going on then were cut off. */
    open: async (): Promise<void> => {
      if (opened) return
      opened = true
      try {
        const { heads, unreadable } = await core.store.heads()
        for (const { id } of heads) core.stored.add(id)
        const earlier = heads.map((head) => (head.state === 'going on' ? { ...head, state: 'cut off' as const } : head))
        core.become({ ...core.state, heads: [...core.state.heads, ...earlier] })
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
