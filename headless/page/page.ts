import type { ExperimentConfig } from '../../src/config/config'
import type { EndEvent, RunEvent } from '../../src/results/events'
import { filesBeside } from '../../src/worker/baseFiles'
import { Batcher } from '../../src/worker/batcher'
import type { EngineSettings } from '../../src/worker/engineSettings'
import { pretrain, run } from '../main'

interface Choice {
  config: ExperimentConfig
  settings: EngineSettings
}

declare global {
  interface Window {
    /** Called by the driver of this page. */
    runExperiment(choice: Choice): Promise<EndEvent>
    /** Called by the driver of this page; files cross over in base64. */
    pretrainBases(choice: Choice): Promise<{ end: EndEvent; bases: { seed: number; base64: string }[] }>
    /** Given by the driver of this page. */
    reportEvents(events: readonly RunEvent[]): Promise<void>
  }
}

/** Does some work and hands over all that it reports before its result. */
async function reporting<T>(work: (report: (event: RunEvent) => void) => Promise<T>): Promise<T> {
  const batcher = new Batcher<RunEvent>((events) => window.reportEvents(events))
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

function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
