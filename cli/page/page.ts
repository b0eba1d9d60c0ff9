import type { BenchmarkResult } from '../../src/benchmark/result'
import type { BenchmarkEvent } from '../../src/benchmark/run'
import type { ExperimentConfig } from '../../src/config/config'
import type { EndEvent, RunEvent } from '../../src/results/events'
import { filesBeside } from '../../src/worker/baseFiles'
import { Batcher } from '../../src/worker/batcher'
import type { EngineSettings } from '../../src/worker/engineSettings'
import type { BenchmarkChoice } from '../bench/contestants'
import { pretrain, run } from '../train'

interface Choice {
  config: ExperimentConfig
  settings: EngineSettings
}

type Reported = RunEvent | BenchmarkEvent

declare global {
  /** The first three are called by the driver of this page, which gives the last. */
  interface Window {
    runExperiment(choice: Choice): Promise<EndEvent>
    /** Files cross over in base64. */
    pretrainBases(choice: Choice): Promise<{ end: EndEvent; bases: { seed: number; base64: string }[] }>
    runBenchmark(choice: BenchmarkChoice): Promise<BenchmarkResult>
    reportEvents(events: readonly Reported[]): Promise<void>
  }
}

/** Does some work and hands over all that it reports before its result. */
async function reporting<T>(work: (report: (event: Reported) => void) => Promise<T>): Promise<T> {
  const batcher = new Batcher<Reported>((events) => window.reportEvents(events))
  const result = await work((event) => {
    batcher.add(event)
  })
  await batcher.flush()
  return result
}

window.runExperiment = ({ config, settings }) => {
  const read = filesBeside(new URL('bases/', location.href))
  return reporting((report) => run(config, settings, read, report))
}

window.pretrainBases = async ({ config, settings }) => {
  const { end, bases } = await reporting((report) => pretrain(config, settings, report))
  return { end, bases: bases.map(({ seed, file }) => ({ seed, base64: base64Of(file) })) }
}

window.runBenchmark = async (choice) => {
  // Other people's engines are no part of an experiment.
  const { measure } = await import('../bench/contestants')
  return reporting((report) => measure(choice, report))
}

function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
