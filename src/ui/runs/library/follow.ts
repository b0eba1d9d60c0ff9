import { createRng } from '../../../core/rng'
import type { ExperimentConfig } from '../../../config/config'
import type { RunResults } from '../../../results/results'
import type { LibraryCore } from './core'
import { measuredHead } from './head'
import { memorableName } from './names'
import { withoutRuns, withRun } from './state'

/** How the library follows the run of this tab. */
export function followActions(core: LibraryCore) {
  function begin(results: RunResults, config: ExperimentConfig): void {
    const now = core.now()
    const name = memorableName(createRng(now, 'run name'), core.names())
    const id = `${now} ${name}`
    const added = core.moment()
    core.live = { id, results }
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
    /** Takes the results of the run of this tab, each time there are new ones; results without a config are of no run. */
    follow: async (results: RunResults): Promise<void> => {
      const { config } = results
      if (!config) {
        core.live = undefined
        return
      }
      const known = core.live?.results
      if (known?.config !== config || (known.end && !results.end)) begin(results, config)
      else if (known.end) return
      if (!core.live) return
      core.live.results = results
      if (results.end) await finish(core.live.id, results)
    },

    /** Keeps what the run of this tab has so far, so that a closed tab loses little. */
    save: async (): Promise<void> => {
      const { live } = core
      const head = live && core.find(live.id)
      if (!live || !head || live.results.end || live.saved === live.results || live.results.points.length === 0) return
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
