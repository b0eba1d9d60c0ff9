import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { build, type InlineConfig, preview, type PreviewServer } from 'vite'
import { assembly } from '../tools/assembly.mjs'
import { chromiumArguments, requireChromium } from '../tools/chromium.mjs'
import { freePort, Problem, root } from '../tools/script.mjs'
import type { Adapter } from './runtimes'

const NO_ADAPTER = `WebGPU found no graphics adapter in this Chromium: install the GPU's driver (on Linux with Vulkan), \
or take --adapter swiftshader.`

/**
 * Builds the commands' page, serves it beside what the project ships, and opens it in a headless Chromium that has the adapter asked for.
 *
 * @param work is given the page, which wants `window.reportEvents` of it, and what runs the page, for people
 * @returns what `work` gives; then all is closed
 * @throws Problem where there is no Chromium, or no adapter
 */
export async function withPage<T>(adapter: Adapter, work: (page: Page, runtime: string) => Promise<T>): Promise<T> {
  const executablePath = requireChromium()
  const folder = mkdtempSync(join(tmpdir(), 'pear-page-'))
  const outDir = join(folder, 'page')
  const shared: InlineConfig = {
    root: join(import.meta.dirname, 'page'),
    publicDir: join(root, 'public'),
    configFile: false,
    logLevel: 'warn',
    plugins: [assembly()],
    worker: { format: 'es', plugins: () => [assembly()] },
  }
  let server: PreviewServer | undefined
  let page: Page | undefined
  try {
    await build({ ...shared, build: { outDir, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 5000 } })
    const port = await freePort()
    server = await preview({ ...shared, build: { outDir }, preview: { port, strictPort: true } })
    page = await openPage(executablePath, server.resolvedUrls?.local[0] ?? '', adapter)
    return await work(page, `Chromium ${page.context().browser()?.version() ?? ''}`)
  } finally {
    await page?.context().browser()?.close()
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The page at an address, in a Chromium of its own that has the adapter asked for. */
async function openPage(executablePath: string, address: string, adapter: Adapter): Promise<Page> {
  const kinds = adapter === 'auto' ? (['default', 'swiftshader'] as const) : [adapter]
  for (const kind of kinds) {
    const browser = await chromium.launch({ executablePath, args: chromiumArguments(kind === 'default') })
    try {
      const page = await browser.newPage()
      await page.goto(address)
      if (await page.evaluate(hasAdapter)) return page
    } catch (error) {
      await browser.close()
      throw error
    }
    await browser.close()
  }
  throw new Problem(NO_ADAPTER)
}

/** Evaluated in the page. */
async function hasAdapter(): Promise<boolean> {
  const { gpu } = navigator as Partial<Navigator>
  return Boolean(await gpu?.requestAdapter({ powerPreference: 'high-performance' }))
}
