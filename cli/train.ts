import type { ExperimentConfig } from '../src/config/config'
import type { PolicyEngine } from '../src/policy/engine'
import type { EndEvent, RunEvent } from '../src/results/events'
import { type ReadFile, shippedBases } from '../src/run/bases/shipped'
import { type TrainedBase, trainBases } from '../src/run/bases/train'
import { runExperiment } from '../src/run/run'
import type { EngineSettings } from '../src/worker/engineSettings'
import { type OpenedEngine, openEngine } from '../src/worker/openEngine'
import { browserProcessor, type Processor } from '../src/worker/processor'

/*
 * What the commands do where this module is loaded: in their page in a Chromium, or in Node, with WebGPU's globals where the engine needs
 * them.
 */

/** The engine that the page would take with these settings. Nothing that is measured here outlives the process. */
export function openHere(settings: EngineSettings, processor = browserProcessor()): Promise<OpenedEngine> {
  const store = { get: () => Promise.resolve(undefined), put: () => Promise.resolve(), clear: () => Promise.resolve() }
  return openEngine(settings, store, processor)
}

let opened: Promise<OpenedEngine> | undefined

/** It stays open for the next seeds of an experiment. */
async function engineOf(settings: EngineSettings, processor?: Processor): Promise<PolicyEngine> {
  const { engine } = await (opened ??= openHere(settings, processor))
  return engine
}

/** Runs an experiment; shipped base policies are read from files beside their manifest. */
export async function run(
  config: ExperimentConfig,
  settings: EngineSettings,
  read: ReadFile,
  report: (event: RunEvent) => void,
  processor?: Processor,
): Promise<EndEvent> {
  return runExperiment(config, await engineOf(settings, processor), report, { shipped: shippedBases(read) })
}

/** Pretrains the base policies of an experiment's seeds, and nothing else. */
export async function pretrain(
  config: ExperimentConfig,
  settings: EngineSettings,
  report: (event: RunEvent) => void,
  processor?: Processor,
): Promise<{ end: EndEvent; bases: TrainedBase[] }> {
  return trainBases(config, await engineOf(settings, processor), report)
}
