import type { PolicyEngine } from '../../../src/policy/engine'
import { openReferenceEngine } from '../../../src/policy/reference'
import { openCpu, openWebGpu } from '../../../src/policy/reference/backend'
import { ReferenceCore } from '../../../src/policy/reference/core'
import { Engine } from '../../../src/policy/shell'
import { openWasmEngine } from '../../../src/policy/wasm'
import { openFusedEngine } from '../../../src/policy/webgpu'
import type { Backend } from './fixtures'

/** An engine that the suites run on. */
export interface EngineUnderTest {
  name: string
  open(): Promise<PolicyEngine>
  /** Opens one that cuts its work into as many parts as it can: members one by one, rollouts in the smallest chunks. */
  openFrugal(): Promise<PolicyEngine>
}

export const referenceOn = (backend: Backend): EngineUnderTest => ({
  name: `reference on ${backend}`,
  open: () => openReferenceEngine(backend),
  openFrugal: async () => {
    const own = backend === 'cpu' ? await openCpu() : await openWebGpu()
    const tight = { ...own, largestBuffer: 1_200, checkSize: () => undefined }
    return new Engine(new ReferenceCore(tight, { activationBudget: 1 }))
  },
})

export const FUSED: EngineUnderTest = {
  name: 'fused',
  open: () => openFusedEngine(),
  // The cache of one workgroup of the suites' rollouts.
  openFrugal: () => openFusedEngine({ activationBudget: 1, cacheBudget: 2 ** 16 }),
}

export const WASM: EngineUnderTest = {
  name: 'the processor',
  open: () => openWasmEngine(),
  openFrugal: () => openWasmEngine({ rolloutRows: 1 }),
}
