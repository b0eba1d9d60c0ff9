import { shippedBases, type ReadFile } from '../src/run/bases/shipped'
import { type TrainedBase, trainBases } from '../src/run/bases/train'
import type { ExperimentConfig } from '../src/config/config'
import type { EndEvent, RunEvent } from '../src/results/events'
import { runExperiment } from '../src/run/run'
import type { PolicyEngine } from '../src/policy/engine'
import type { EngineSettings } from '../src/worker/engineSettings'
import { type OpenedEngine, openEngine } from '../src/worker/openEngine'

let opened: Promise<OpenedEngine> | undefined

/**
 * The engine that the page would take with these settings, where this module is loaded: in a page, or in Node with WebGPU's globals.
 * It stays open for the next experiment.
 */
async function engineOf(settings: EngineSettings): Promise<PolicyEngine> {
  // Nothing that is measured here outlives the process.
  const store = { get: () => Promise.resolve(undefined), put: () => Promise.resolve(), clear: () => Promise.resolve() }
  const { engine } = await (opened ??= openEngine(settings, store))
  return engine
}

/** Runs an experiment; shipped base policies are read from files beside their manifest. */
export async function run(
  config: ExperimentConfig,
  settings: EngineSettings,
  read: ReadFile,
  report: (event: RunEvent) => void,
): Promise<EndEvent> {
  return runExperiment(config, await engineOf(settings), report, { shipped: shippedBases(read) })
}

/** Pretrains the base policies of an experiment's seeds, and nothing else. */
export async function pretrain(
  config: ExperimentConfig,
  settings: EngineSettings,
  report: (event: RunEvent) => void,
): Promise<{ end: EndEvent; bases: TrainedBase[] }> {
  return trainBases(config, await engineOf(settings), report)
}
