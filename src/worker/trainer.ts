import manifestUrl from '/bases/manifest.json?url'
import { expose } from 'comlink'
import { shippedBases } from '../run/bases/shipped'
import type { ExperimentConfig } from '../config/config'
import { RunControl } from '../run/control'
import type { RunEvent } from '../results/events'
import { runExperiment } from '../run/run'
import { StartCache } from '../run/startCache'
import { DeviceError } from '../policy/errors'
import { createBaseStore } from './baseStore'
import { filesBeside } from './baseFiles'
import { Batcher } from './batcher'
import { EngineHolder } from './engineHolder'
import { defaultEngineSettings, type EngineSettings } from './engineSettings'
import { openEngine } from './openEngine'
import { browserProcessor } from './processor'
import type { EngineReport, TrainerApi } from './protocol'
import { orUnhandled } from './unhandled'
import { createVariantStore } from './variantStore'

const variantStore = createVariantStore()
const holder = new EngineHolder((wanted) => openEngine(wanted, variantStore, browserProcessor()))
const starts = new StartCache()
const shipped = shippedBases(filesBeside(new URL(manifestUrl, self.location.href)))
let settings = defaultEngineSettings
let control = new RunControl()
let slow = 0

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function reportEngine(wanted: EngineSettings): Promise<EngineReport> {
  settings = wanted
  try {
    const { engine, variants, measured, limits } = await orUnhandled(holder.get(wanted))
    const forms = { ...(variants && { variants }), ...(measured && { measured }) }
    return { ready: true, name: engine.name, ...forms, ...(limits && { limits }) }
  } catch (error) {
    const problem = error instanceof DeviceError ? error.problem : 'engine'
    return { ready: false, engine: wanted.engine, problem, message: messageOf(error) }
  }
}

const api: TrainerApi = {
  openEngine: reportEngine,

  async measureAgain(wanted) {
    await variantStore.clear()
    holder.close()
    return reportEngine(wanted)
  },

  async run(config: ExperimentConfig, deliver: (events: readonly RunEvent[]) => void): Promise<void> {
    control = new RunControl()
    control.slow = slow
    const current = control
    const batcher = new Batcher<RunEvent>(deliver)
    let over = false
    const emit = (event: RunEvent): void => {
      if (!over) batcher.add(event)
    }
    const train = async (): Promise<void> => {
      const { engine, variants } = await holder.get(settings)
      const cache = createBaseStore(variants, (message) => {
        emit({ kind: 'notice', message })
      })
      await runExperiment(config, engine, emit, { control: current, cache, shipped, starts })
    }
    let goesOn = true as boolean
    const training = train().finally(() => {
      goesOn = false
    })
    try {
      await orUnhandled(training)
    } catch (error) {
      const problem = error instanceof DeviceError && { problem: error.problem }
      emit({ kind: 'failed', message: messageOf(error), ...problem })
      over = true
      // Where a promise failed that the run did not wait for, the run itself may still go on, which nobody hears of any more.
      // The next one gets an engine of its own.
      if (goesOn) {
        current.stop()
        holder.close()
      }
    }
    // The page takes the run for over when this resolves: by then it has to have heard how it ended.
    await batcher.flush()
  },

  pause() {
    control.pause()
  },
  resume() {
    control.resume()
  },
  step() {
    control.step()
  },
  setPace(pace) {
    slow = pace.slow
    control.slow = slow
  },
  stop() {
    control.stop()
  },
}

/** Trains for the page that started this worker. */
export const serveTrainer = (): void => {
  expose(api)
}
