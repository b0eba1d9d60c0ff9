import type { ExperimentConfig } from '../src/experiment/config'
import type { EndEvent, RunEvent } from '../src/experiment/events'
import { runExperiment } from '../src/experiment/run'
import type { EngineSettings } from '../src/worker/engineSettings'
import { type OpenedEngine, openEngine } from '../src/worker/openEngine'

let opened: Promise<OpenedEngine> | undefined

/**
 * Runs an experiment where this module is loaded, in a page or in Node with WebGPU's globals, on the engine that the page would
 * take with these settings. It stays open for the next experiment.
 */
export async function run(
  config: ExperimentConfig,
  settings: EngineSettings,
  report: (event: RunEvent) => void,
): Promise<EndEvent> {
  // Nothing that is measured here outlives the process.
  const store = { get: () => Promise.resolve(undefined), put: () => Promise.resolve(), clear: () => Promise.resolve() }
  const { engine } = await (opened ??= openEngine(settings, store))
  return runExperiment(config, engine, report)
}
