import type { ExperimentConfig } from '../../../config/config'
import { createRng } from '../../../core/rng'
import type { RunResults } from '../../../results/results'
import { type LibraryCore, withoutRuns, withRun } from './core'
import { measuredHead } from './head'
import { memorableName } from './names'

/** How the library follows the run of this tab. */
export function followActions(core: LibraryCore) {
  function begin(number: number, results: RunResults, config: ExperimentConfig): void {
    const now = core.now()
    const name = memorableName(createRng(now, 'run name'), core.names())
    const id = `${now} ${name}`
    const added = core.moment()
    core.live?.release()
    core.live = { id, number, results, ended: false, release: core.hold(id) }
    const about = { id, name, notes: '', pinned: false, origin: 'tab', started: added, added, config } as const
    core.become({ ...withRun(core.state, { ...about, ...measuredHead(results) }), liveId: id, shownId: id })
  }

  async function finish(id: string, results: RunResults): Promise<void> {
    const head = core.find(id)
    const over = { ...core.state, liveId: undefined }
    if (!head || results.points.length === 0) {
      core.become(withoutRuns(over, [id]))
      return
    }
    const ended = { ...head, ...measuredHead(results) }
    core.become(withRun(over, ended, { results: lasting(results) }))
    await core.keep(ended, core.textOf(ended, { results }))
    await core.makeRoom(id)
  }

  return {
    /** Takes the results of this tab’s run with this number, each time there are new ones; before they have a config there is no run. */
    follow: async (number: number, results: RunResults): Promise<void> => {
      const { config } = results
      if (!config) return
      if (core.live?.number !== number) begin(number, results, config)
      const { live } = core
      if (!live || live.ended) return
      live.results = results
      if (!results.end) return
      live.ended = true
      await finish(live.id, results)
      live.release()
    },

    /** Keeps what the run of this tab has so far, so that a closed tab loses little. */
    save: async (): Promise<void> => {
      const { live } = core
      const head = live && core.find(live.id)
      if (!live || !head || live.ended || live.saved === live.results || live.results.points.length === 0) return
      live.saved = live.results
      const current = { ...head, ...measuredHead(live.results) }
      core.become(withRun(core.state, current))
      await core.keep(current, core.textOf(current, live))
    },
  }
}

/** What is left of a run once it is over: neither how far it was, nor its last update from close by. */
function lasting({ progress: _progress, update: _update, ...results }: RunResults): RunResults {
  return results
}
