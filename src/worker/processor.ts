import type { PoolWorker } from '../policy/pool/seats'

/** The processor as an engine uses it. */
export interface Processor {
  /** As many threads as are good here. */
  threads: number
  /** What starts a worker that runs `serveSeat`. */
  spawner(): Promise<() => PoolWorker>
}

/** The processor of a browser. One core is left to the page, unless there are only two: a page needs little while it trains. */
export const browserProcessor = (): Processor => {
  const cores = navigator.hardwareConcurrency
  return {
    threads: cores > 2 ? cores - 1 : cores,
    spawner: async () => (await import('../policy/pool/browserWorker')).spawnInBrowser,
  }
}
