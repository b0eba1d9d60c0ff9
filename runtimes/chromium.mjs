import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { assembly } from '../tools/assembly.mjs'
import { chromiumArguments, requireChromium } from '../tools/chromium.mjs'
import { freePort, Problem } from '../tools/script.mjs'

const NO_ADAPTER = `WebGPU found no graphics adapter in this Chromium: install the GPU's driver (on Linux with Vulkan), \
or take --adapter swiftshader.`

/**
 * Builds a page, serves it, and opens it in a headless Chromium that has the adapter asked for.
 * @template T
 * @param {string} root the page's folder, with its `index.html`
 * @param {import('./options.mjs').Adapter} adapter
 * @param {(page: import('playwright').Page, runtime: string) => Promise<T>} work
 * @param {string | false} [publicDir] a folder of files that are served beside the page as they are
 * @returns {Promise<T>} what `work` gives; then all is closed
 */
export async function withPage(root, adapter, work, publicDir = false) {
  const executablePath = requireChromium()
  const folder = mkdtempSync(join(tmpdir(), 'pear-page-'))
  /** @type {import('vite').InlineConfig} */
  const shared = { root, publicDir, configFile: false, logLevel: 'warn', plugins: [assembly()] }
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
    return await work(page, `Chromium ${browser.version()}`)
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
 * @param {import('./options.mjs').Adapter} adapter
 */
async function openPage(executablePath, address, adapter) {
  const kinds = adapter === 'auto' ? /** @type {const} */ (['default', 'swiftshader']) : [adapter]
  for (const kind of kinds) {
    const browser = await chromium.launch({ executablePath, args: chromiumArguments(kind === 'default') })
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
