import type { ExperimentConfig } from '../../src/experiment/config'
import type { EndEvent, RunEvent } from '../../src/experiment/events'
import { Batcher } from '../../src/worker/batcher'
import type { EngineSettings } from '../../src/worker/engineSettings'
import { run } from '../main'

declare global {
  interface Window {
    /** Called by the driver of this page. */
    runExperiment(choice: { config: ExperimentConfig; settings: EngineSettings }): Promise<EndEvent>
    /** Given by the driver of this page. */
    reportEvents(events: readonly RunEvent[]): Promise<void>
  }
}

window.runExperiment = async ({ config, settings }) => {
  let delivered: Promise<unknown> = Promise.resolve()
  const batcher = new Batcher<RunEvent>((events) => {
    delivered = Promise.all([delivered, window.reportEvents(events)])
  })
  const end = await run(config, settings, (event) => {
    batcher.add(event)
  })
  batcher.flush()
  await delivered
  return end
}
