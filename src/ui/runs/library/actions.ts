import { createRng } from '../../../core/rng'
import { LONGEST_NAME, LONGEST_NOTES } from '../../../results/file'
import { type LibraryCore, reason, withRun } from './core'
import { type FiledRun, readRunFile } from './file'
import { ELSEWHERE, measuredHead, type RunHead } from './head'
import { freeName, memorableName } from './names'

/** What a visitor can do with runs that are there: change what was written about them, delete them, bring them back. */
export function editActions(core: LibraryCore) {
  /** The last run that was deleted, for bringing it back. */
  let deleted: { head: RunHead; text: string } | undefined

  /** The recorded run stays as it is. Only these parts are written: the rest of a kept run may be further than this tab knows. */
  const change = (id: string, next: Partial<Pick<RunHead, 'name' | 'notes' | 'pinned'>>): Promise<void> =>
    core.inTurn(async () => {
      const head = core.find(id)
      if (!head || head.origin === 'recorded') return
      core.become(withRun(core.state, { ...head, ...next }))
      if (!core.stored.has(id)) return
      try {
        await core.store.change(id, next)
        core.announce()
      } catch (error) {
        core.refused(error)
      }
    })

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

    /** Deletes a run that does not go on, in this tab or another; the last one that was deleted can be brought back. */
    remove: (id: string): Promise<void> =>
      core.inTurn(async () => {
        const head = core.find(id)
        if (!head || head.origin === 'recorded' || id === core.state.liveId || head.state === ELSEWHERE) return
        core.setProblem(id, undefined)
        try {
          const text = await core.fileOf(head)
          if (!(await core.discard(head))) return
          deleted = text === undefined ? undefined : { head, text }
          core.become({ ...core.state, removed: deleted?.head })
        } catch (error) {
          core.setProblem(id, `It was not deleted, because it could not be read for an undo. (${reason(error)})`)
        }
      }),
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

/** Runs as files. */
export function exchangeActions(core: LibraryCore) {
  async function add(run: FiledRun): Promise<void> {
    const { results, manifest, notes } = run
    const { config } = results
    if (!config) return
    const now = core.now()
    const name = freeName(run.name ?? memorableName(createRng(now, 'run name'), core.names()), core.names())
    const about = { id: `${now} ${name}`, name, notes, pinned: false, origin: 'imported', config } as const
    const times = { started: manifest.started, added: core.moment() }
    const head: RunHead = { ...about, ...times, ...measuredHead(results), seconds: manifest.seconds }
    core.become(withRun(core.state, head, { results, manifest }))
    await core.keep(head, core.textOf(head, run))
    await core.makeRoom(head.id)
  }

  return {
    /** A run as a file, which `npm run report` reads too; undefined, with a message, where it cannot be had. */
    exportRun: async (id: string): Promise<{ name: string; text: string } | undefined> => {
      const head = core.find(id)
      if (!head) return undefined
      try {
        const text = await core.fileOf(head)
        if (text !== undefined) return { name: `${head.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.json`, text }
        core.say(`${head.name} is no longer in this browser.`)
      } catch (error) {
        core.say(`${head.name} could not be read. (${reason(error)})`)
      }
      return undefined
    },

    /** Adds the run of a results file, of this page or of a headless run; a sentence where it cannot be read. */
    importText: async (fileName: string, text: string): Promise<string | undefined> => {
      const read = readRunFile(text)
      if ('problem' in read) return `${fileName} was not imported. ${read.problem}`
      await add(read.run)
      return undefined
    },
  }
}
