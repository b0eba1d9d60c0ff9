import { chromiumArguments, requireChromium } from '../../tools/chromium.mjs'
import { expect, test } from './support/page'

// Whatever GPU there is, this Chromium has none.
test.use({
  engine: '',
  launchOptions: {
    executablePath: requireChromium(),
    args: [...chromiumArguments(), '--use-webgpu-adapter=swiftshader'],
  },
})

test('where WebGPU is software the page offers the processor, which then trains, and goes on doing so', async ({
  page,
}) => {
  await page.goto('./#v=1&preset=smoke&arms=none,sft&seeds.count=1')
  const panel = page.getByRole('region', { name: 'Run' })
  const offer = page.getByRole('button', { name: 'Use the processor' })
  await offer.click()
  await expect(panel).toContainText('processor (WebAssembly with SIMD)')
  await expect(offer).toHaveCount(0)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel).toContainText(/Finished in \d/)
  await expect(page.getByRole('table', { name: /Results on/ })).toContainText(/\d\.\d{3}/)
  await page.reload()
  await expect(panel).toContainText('processor (WebAssembly with SIMD)')
})
