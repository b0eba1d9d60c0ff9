import type { Page } from '@playwright/test'

/**
 * Gives the page a driver that miscompiles: in the kernel of this name, which only the fused engine has, `from` becomes
 * `to`. The engine's own code stays as it is; the page's workers get a `createShaderModule` that changes what it is given.
 */
export async function miscompile(page: Page, kernel: string, from: string, to: string): Promise<void> {
  const driver = `
    const compile = GPUDevice.prototype.createShaderModule
    GPUDevice.prototype.createShaderModule = function (module) {
      const isIt = module.label === ${JSON.stringify(kernel)}
      const code = isIt ? module.code.replaceAll(${JSON.stringify(from)}, ${JSON.stringify(to)}) : module.code
      return compile.call(this, { ...module, code })
    }
  `
  await page.route(/\/main-[^/]*\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${driver};${await response.text()}` })
  })
}
