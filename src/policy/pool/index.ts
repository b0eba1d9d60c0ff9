import type { PolicyEngine } from '../engine'
import { Engine } from '../shell'
import { PoolCore } from './core'
import { type PoolWorker, Seats } from './seats'

/**
 * Opens the processor's engine on several cores: one worker each, which checks itself against stored numbers.
 *
 * @param threads K, at least 1
 * @param spawn starts a worker that runs `serveSeat`
 * @throws Error where there is no WebAssembly with vectors, DeviceError `self-check` or `lost`; all with a sentence for people
 */
export async function openPoolEngine(threads: number, spawn: () => PoolWorker): Promise<PolicyEngine> {
  const seats = new Seats(Array.from({ length: threads }, spawn))
  const [first] = await seats.open()
  const name = `${first?.name ?? ''}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
  return new Engine(new PoolCore(name, seats))
}
