import { expect, test, vi } from 'vitest'
import { openWasmEngine } from '../../../../src/policy/wasm'
import { WASM } from '../../../helpers/policy/engines'
import { errorsSuite } from '../../../helpers/policy/errors-suite'

errorsSuite(WASM)

test('a browser without vectors is told what is missing', async () => {
  vi.spyOn(WebAssembly, 'instantiate').mockRejectedValueOnce(new WebAssembly.CompileError('invalid opcode 0xfd'))
  await expect(openWasmEngine()).rejects.toThrow(/needs WebAssembly with SIMD .*0xfd.* Use a current browser/)
})
