import { createRng } from '../../../core/rng'
import { type LibraryCore, reason } from './core'
import { type FiledRun, readRunFile } from './file'
import { measuredHead, type RunHead } from './head'
import { freeName, memorableName } from './names'
import { withRun } from './state'

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
