import type { ExperimentConfig } from '../experiment/config'
import type { RunEvent } from '../experiment/events'
import type { DeviceProblem } from '../policy/errors'

/** What was found out about the visitor's device. */
export type DeviceReport = { ready: true; name: string } | { ready: false; problem: DeviceProblem; message: string }

/** Where to train: on the graphics device, or slowly, in plain JavaScript, on the processor. */
export type Place = 'webgpu' | 'cpu'

/** What the worker offers to the page, through Comlink: control calls in, batched events out. */
export interface TrainerApi {
  checkDevice(place: Place): Promise<DeviceReport>
  run(config: ExperimentConfig, deliver: (events: readonly RunEvent[]) => void): Promise<void>
  pause(): void
  resume(): void
  stop(): void
}
