import { expect, test, vi } from 'vitest'
import { openReferenceEngine } from '../../../src/policy/reference'
import { openFusedEngine } from '../../../src/policy/webgpu'
import { referenceOn } from '../../helpers/policy/engines'
import { errorsSuite } from '../../helpers/policy/errors-suite'

errorsSuite(referenceOn('cpu'))

test.each([
  ['reference', () => openReferenceEngine('webgpu')],
  ['fused', () => openFusedEngine()],
])('the %s engine says why there is no device', async (_, open) => {
  vi.stubGlobal('navigator', {})
  await expect(open()).rejects.toMatchObject({ name: 'DeviceError', problem: 'no-webgpu' })
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(null) } })
  await expect(open()).rejects.toMatchObject({ name: 'DeviceError', problem: 'no-adapter' })
  vi.unstubAllGlobals()
})
