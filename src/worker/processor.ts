import type { PoolWorker } from '../policy/pool/seats'
import { goodThreads } from './engineSettings'

/** The processor as an engine uses it. */
export interface Processor {
  /** As many threads as are good here. */
  threads: number
  /** What starts a worker that runs `serveSeat`. */
  spawner(): Promise<() => PoolWorker>
}

/** The processor of a browser. */
export const browserProcessor = (): Processor => ({
  threads: goodThreads(navigator.hardwareConcurrency),
  spawner: async () => (await import('../policy/pool/browserWorker')).spawnInBrowser,
})
