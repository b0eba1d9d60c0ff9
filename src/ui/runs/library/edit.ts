import { type LibraryCore, reason } from './core'
import { readRunFile } from './file'
import { LONGEST_NAME, LONGEST_NOTES } from '../../../results/resultsFile'
import type { RunHead } from './head'
import { withoutRuns, withRun } from './state'

/** What a visitor can change about runs. The recorded one stays as it is. */
export function editActions(core: LibraryCore) {
  /** The last run that was deleted, for bringing it back. */
  let deleted: { head: RunHead; text: string } | undefined

  async function change(id: string, next: Partial<Pick<RunHead, 'name' | 'notes' | 'pinned'>>): Promise<void> {
    const head = core.find(id)
    if (!head || head.origin === 'recorded') return
    const changed = { ...head, ...next }
    core.become(withRun(core.state, changed))
    if (core.stored.has(id)) await core.store.putHead(changed).catch(core.refused)
  }

  return {
    /** Names a run; a sentence where the name is empty, too long or taken. */
    rename: async (id: string, text: string): Promise<string | undefined> => {
      const name = text.trim()
      if (name === '') return 'A run needs a name.'
      if (name.length > LONGEST_NAME) return `A name has at most ${LONGEST_NAME} characters.`
      if (core.state.heads.some((head) => head.id !== id && head.name === name)) return `Another run is called ${name}.`
      await change(id, { name })
      return undefined
    },
    /** Writes notes on a run; a sentence where they are too long. */
    setNotes: async (id: string, text: string): Promise<string | undefined> => {
      const notes = text.trim()
      if (notes.length > LONGEST_NOTES) return `Notes have at most ${LONGEST_NOTES} characters.`
      await change(id, { notes })
      return undefined
    },
    pin: (id: string, pinned: boolean): Promise<void> => change(id, { pinned }),

    /** Deletes a run that does not go on; the last one that was deleted can be brought back. */
    remove: async (id: string): Promise<void> => {
      const head = core.find(id)
      if (!head || head.origin === 'recorded' || id === core.state.liveId) return
      try {
        const text = await core.fileOf(head)
        deleted = text === undefined ? undefined : { head, text }
        core.become({ ...withoutRuns(core.state, [id]), removed: deleted?.head })
        if (core.stored.delete(id)) await core.store.remove(id)
      } catch (error) {
        core.say(`${head.name} could not be deleted. (${reason(error)})`)
      }
    },
    undoRemove: async (): Promise<void> => {
      if (!deleted) return
      const { head, text } = deleted
      deleted = undefined
      const read = readRunFile(text)
      core.become({ ...withRun(core.state, head, 'run' in read ? read.run : undefined), removed: undefined })
      await core.keep(head, text)
    },
    forgetRemoved: (): void => {
      deleted = undefined
      core.become({ ...core.state, removed: undefined })
    },
    dismissMessages: (): void => {
      core.become({ ...core.state, messages: [] })
    },
  }
}
