import { join } from 'node:path'
import { withPage } from '../runtimes/chromium.mjs'

/**
 * Runs the benchmark in a headless Chromium.
 * @param {import('./arguments.mjs').BenchArguments} options
 * @param {(event: import('../src/benchmark/run').BenchmarkEvent) => void} report
 * @returns {Promise<{ result: import('../src/benchmark/result').BenchmarkResult, runtime: string }>}
 */
export function runInChromium({ quick, engines, adapter }, report) {
  return withPage(join(import.meta.dirname, 'page'), adapter, async (page, runtime) => {
    await page.exposeFunction('reportBenchmark', report)
    const result = await page.evaluate((choice) => window.runBenchmark(choice), { quick, engines })
    return { result, runtime }
  })
}
