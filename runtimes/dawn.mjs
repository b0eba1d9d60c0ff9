import { Problem } from '../tools/script.mjs'

const NO_ADAPTER = `Dawn found no graphics adapter. On Linux it needs Vulkan: libvulkan.so.1 where the loader finds it \
(LD_LIBRARY_PATH) and the GPU's driver. For software set VK_ICD_FILENAMES to Chromium's vk_swiftshader_icd.json; its folder \
has a libvulkan.so.1 too.`

/**
 * Puts Dawn's WebGPU where a browser has it. The process does not end by itself afterwards.
 * @param {import('./options.mjs').Adapter} adapter
 * @returns {Promise<string>} what runs, for people
 */
export async function provideWebGpu(adapter) {
  const { create, globals } = await import('webgpu').catch((/** @type {unknown} */ error) => {
    throw new Problem(`The npm package webgpu does not work on this machine (${String(error)}).`)
  })
  Object.assign(globalThis, globals)
  const gpu = create(adapter === 'swiftshader' ? ['adapter=SwiftShader'] : [])
  if (!(await gpu.requestAdapter({ powerPreference: 'high-performance' }))) throw new Problem(NO_ADAPTER)
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: `Node ${process.version}` } })
  return `Node ${process.version} with Dawn`
}
