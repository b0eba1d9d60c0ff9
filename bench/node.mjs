import { provideWebGpu } from '../runtimes/dawn.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'

/**
 * Runs the benchmark in this process, on Dawn.
 * @param {import('./arguments.mjs').BenchArguments} options
 * @param {(event: import('../src/benchmark/run').BenchmarkEvent) => void} report
 * @returns {Promise<{ result: import('../src/benchmark/result').BenchmarkResult, runtime: string }>}
 */
export async function runInNode({ quick, engines, adapter }, report) {
  const runtime = await provideWebGpu(adapter)
  const { run } = /** @type {typeof import('./main')} */ (await loadTypeScript('bench/main.ts'))
  return { result: await run({ quick, engines }, report), runtime }
}
