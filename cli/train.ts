import type { ExperimentConfig } from '../src/config/config'
import type { PolicyEngine } from '../src/policy/engine'
import type { EndEvent, RunEvent } from '../src/results/events'
import { type ReadFile, shippedBases } from '../src/run/bases/shipped'
import { type TrainedBase, trainBases } from '../src/run/bases/train'
import { runExperiment } from '../src/run/run'
import type { EngineSettings } from '../src/worker/engineSettings'
import { type OpenedEngine, openEngine } from '../src/worker/openEngine'

/*
 * What the commands do where this module is loaded: in their page in a Chromium, or in Node, with WebGPU's globals where the engine needs
 * them.
 */

/** The engine that the page would take with these settings. Nothing that is measured here outlives the process. */
export function openHere(settings: EngineSettings): Promise<OpenedEngine> {
  const store = { get: () => Promise.resolve(undefined), put: () => Promise.resolve(), clear: () => Promise.resolve() }
  return openEngine(settings, store)
}

let opened: Promise<OpenedEngine> | undefined

/** It stays open for the next seeds of an experiment. */
async function engineOf(settings: EngineSettings): Promise<PolicyEngine> {
  const { engine } = await (opened ??= openHere(settings))
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
