import { Problem } from '../bin/problem.mjs'
import { loadTypeScript } from './load.mjs'

const NO_ADAPTER = `Dawn found no graphics adapter. On Linux it needs Vulkan: libvulkan.so.1 where the loader finds it \
(LD_LIBRARY_PATH) and the GPU's driver. For software set VK_ICD_FILENAMES to Chromium's vk_swiftshader_icd.json; its folder \
has a libvulkan.so.1 too.`

/**
 * Runs the benchmark in this process, on Dawn. The process does not end by itself afterwards.
 * @param {import('./arguments.mjs').BenchArguments} options
 * @param {(event: import('../src/benchmark/run').BenchmarkEvent) => void} report
 * @returns {Promise<{ result: import('../src/benchmark/result').BenchmarkResult, runtime: string }>}
 */
export async function runInNode({ quick, engines, adapter }, report) {
  await provideWebGpu(adapter)
  const { run } = /** @type {typeof import('./main')} */ (await loadTypeScript('bench/main.ts'))
  return { result: await run({ quick, engines }, report), runtime: `Node ${process.version} with Dawn` }
}

/**
 * Puts WebGPU where a browser has it.
 * @param {import('./arguments.mjs').BenchArguments['adapter']} adapter
 */
async function provideWebGpu(adapter) {
  const { create, globals } = await import('webgpu').catch((/** @type {unknown} */ error) => {
    throw new Problem(`The npm package webgpu does not work on this machine (${String(error)}).`)
  })
  Object.assign(globalThis, globals)
  const gpu = create(adapter === 'swiftshader' ? ['adapter=SwiftShader'] : [])
  if (!(await gpu.requestAdapter({ powerPreference: 'high-performance' }))) throw new Problem(NO_ADAPTER)
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: `Node ${process.version}` } })
}
