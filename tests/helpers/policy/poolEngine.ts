import { threadSpawner } from '../../../cli/threads'
import { openPoolEngine } from '../../../src/policy/pool'
import type { EngineUnderTest } from './engines'

/** The processor's engine in as many threads of Node as `threads` says. */
export const poolOf = (threads: number): EngineUnderTest => {
  const open = async () => openPoolEngine(threads, await threadSpawner())
  return { name: `a pool of ${threads}`, open, openFrugal: open }
}
