import { requireChromium } from '../../tools/chromium.mjs'
import { expect, test } from './support/page'
import { expectRecordedRun } from './support/recorded'

/** A host without https: browsers offer WebGPU to secure pages only, and localhost counts as one. */
const INSECURE = 'http://insecure.test'

test.use({
  allowed: { hosts: ['insecure.test'], errors: [] },
  // Without the flags that give WebGPU on the processor.
  launchOptions: { executablePath: requireChromium(), args: ['--no-sandbox'] },
})

test('without an adapter the page says so and what to do, and its settings still work', async ({ page }) => {
  await page.goto('./#v=1&preset=smoke')
  const alert = page.getByRole('alert').filter({ hasText: 'found no graphics device' })
  await expect(alert).toContainText('graphics driver')
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  await expect(page.getByText('There is no device to train on')).toBeVisible()
  // What was recorded elsewhere is there all the same.
  await expectRecordedRun(page)
  await expect(page.getByRole('table', { name: /Results on/ })).toContainText(/±/)
  await page.getByRole('textbox', { name: 'SFT steps' }).fill('7')
  await expect.poll(() => new URL(page.url()).hash).toBe('#v=1&preset=smoke&sft.steps=7')
  await alert.getByRole('button', { name: 'Check again' }).click()
  await expect(alert).toBeVisible()

  await page.getByRole('tab', { name: 'Benchmark' }).click()
  await expect(page.getByText('There is no graphics device to measure.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run benchmark' })).toBeDisabled()
})

test('without a device the processor can train', async ({ page }) => {
  await page.goto('./#v=1&preset=smoke&arms=none,sft&seeds.count=1&pretrain.steps=5&sft.steps=2&rl.steps=2')
  await page.getByRole('button', { name: 'Train on the processor' }).click()
  const panel = page.getByRole('region', { name: 'Run' })
  await expect(panel).toContainText('processor (WebAssembly with SIMD)')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel).toContainText(/Finished in \d/, { timeout: 120_000 })
})

test('without WebGPU the page names browsers that have it', async ({ page, baseURL }) => {
  await page.context().route(`${INSECURE}/**`, async (route) => {
    const address = route
      .request()
      .url()
      .replace(INSECURE, baseURL ?? '')
    await route.fulfill({ response: await route.fetch({ url: address }) })
  })
  await page.goto(`${INSECURE}/#v=1&preset=smoke`)
  const alert = page.getByRole('alert').filter({ hasText: 'does not offer WebGPU' })
  await expect(alert).toContainText('Chrome')
  await expect(alert).toContainText('https')
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})
