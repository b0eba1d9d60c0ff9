import { type LibraryCore, reason } from './core'
import { readRunFile } from './file'

/** Which runs are shown. */
export function showActions(core: LibraryCore) {
  /** What was asked for last: a run that takes longer to read than the next one must not replace it. */
  let wanted: string | undefined
  let wantedOverlay: string | undefined

  /** Reads a run’s contents where they are not in memory; whether they are there now. */
  async function reach(id: string): Promise<boolean> {
    const head = core.find(id)
    if (!head || id === core.state.liveId || core.state.contents.has(id)) return head !== undefined
    try {
      const text = await core.store.file(id)
      const read = text === undefined ? { problem: 'It is no longer in this browser.' } : readRunFile(text)
      if ('run' in read) {
        // Straight into what is shown: contents that nobody shows are dropped.
        const { results, manifest } = read.run
        const contents = new Map([...core.state.contents, [id, { results, manifest }] as const])
        const shown = id === wanted ? { shownId: id } : {}
        const overlay = id === wantedOverlay ? { overlayId: id } : {}
        core.become({ ...core.state, contents, ...shown, ...overlay })
      } else core.say(`${head.name} cannot be shown. ${read.problem}`)
      return 'run' in read
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
