import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { chromiumArguments, requireChromium } from '../bin/chromium.mjs'
import { freePort } from '../bin/free-port.mjs'
import { Problem } from '../bin/problem.mjs'

const NO_ADAPTER = `WebGPU found no graphics adapter in this Chromium: install the GPU's driver (on Linux with Vulkan), \
or take --adapter swiftshader.`

/**
 * Runs the benchmark in a headless Chromium.
 * @param {import('./arguments.mjs').BenchArguments} options
 * @param {(event: import('../src/benchmark/run').BenchmarkEvent) => void} report
 * @returns {Promise<{ result: import('../src/benchmark/result').BenchmarkResult, runtime: string }>}
 */
export async function runInChromium({ quick, engines, adapter }, report) {
  const executablePath = requireChromium()
  const folder = mkdtempSync(join(tmpdir(), 'pear-bench-'))
  const shared = /** @type {const} */ ({ root: join(import.meta.dirname, 'page'), configFile: false, logLevel: 'warn' })
  const outDir = join(folder, 'page')
  await build({
    ...shared,
    build: { outDir, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 5000 },
  })
  const server = await preview({ ...shared, build: { outDir }, preview: { port: await freePort(), strictPort: true } })
  const address = server.resolvedUrls?.local[0] ?? ''
  let opened
  try {
    opened = await openPage(executablePath, address, adapter)
    const { browser, page } = opened
    await page.exposeFunction('reportBenchmark', report)
    const result = await page.evaluate((choice) => window.runBenchmark(choice), { quick, engines })
    return { result, runtime: `Chromium ${browser.version()}` }
  } finally {
    await opened?.browser.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A page in a Chromium that has the adapter asked for.
 * @param {string} executablePath
 * @param {string} address
 * @param {import('./arguments.mjs').BenchArguments['adapter']} adapter
 */
async function openPage(executablePath, address, adapter) {
  const kinds = adapter === 'auto' ? /** @type {const} */ (['default', 'swiftshader']) : [adapter]
  for (const kind of kinds) {
    const browser = await chromium.launch({ executablePath, args: argumentsFor(kind) })
    const page = await browser.newPage()
    await page.goto(address)
    const found = await page.evaluate(async () => {
      const gpu = /** @type {Partial<Navigator>} */ (navigator).gpu
      return Boolean(await gpu?.requestAdapter({ powerPreference: 'high-performance' }))
    })
    if (found) return { browser, page }
    await browser.close()
  }
  throw new Problem(NO_ADAPTER)
}

/** @param {'default' | 'swiftshader'} adapter */
function argumentsFor(adapter) {
  process.env.PEAR_GPU = adapter === 'default' ? '1' : ''
  return chromiumArguments()
}
