import { Problem } from '../tools/script.mjs'

/** Where a command may train or measure: in a Chromium, or in this process on Dawn. */
export const RUNTIMES = ['chromium', 'node'] as const
export type Runtime = (typeof RUNTIMES)[number]

/** `auto` is the machine's GPU, or SwiftShader where there is none. */
export const ADAPTERS = ['auto', 'default', 'swiftshader'] as const
export type Adapter = (typeof ADAPTERS)[number]

const NO_ADAPTER = `Dawn found no graphics adapter. On Linux it needs Vulkan: libvulkan.so.1 where the loader finds it \
(LD_LIBRARY_PATH) and the GPU's driver. For software set VK_ICD_FILENAMES to Chromium's vk_swiftshader_icd.json; its folder \
has a libvulkan.so.1 too.`

/**
 * Puts Dawn's WebGPU where a browser has it. The process does not end by itself afterwards.
 *
 * @returns what runs, for people
 * @throws Problem where there is no WebGPU
 */
export async function provideWebGpu(adapter: Adapter): Promise<string> {
  const { create, globals } = await import('webgpu').catch((error: unknown) => {
    throw new Problem(`The npm package webgpu does not work on this machine (${String(error)}).`)
  })
  Object.assign(globalThis, globals)
  const gpu = create(adapter === 'swiftshader' ? ['adapter=SwiftShader'] : [])
  if (!(await gpu.requestAdapter({ powerPreference: 'high-performance' }))) throw new Problem(NO_ADAPTER)
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: `Node ${process.version}` } })
  return `Node ${process.version} with Dawn`
}
