import type { Page } from '@playwright/test'
import { miscompile } from './support/miscompile'
import { expect, test } from './support/page'

// What is chosen and measured is the subject here.
test.use({ engine: '' })

const SMOKE = './#v=1&preset=smoke'
/** As short as a run can be. */
const TINY = `${SMOKE}&arms=none,sft&seeds.count=1&pretrain.steps=5&sft.steps=2&rl.steps=2`

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const panel = (page: Page) => page.getByRole('region', { name: 'Run' })
const group = (page: Page) => page.getByRole('group', { name: 'Engine', exact: true })
const choice = (page: Page, name: string) => group(page).getByRole('combobox', { name, exact: true })

async function openGroup(page: Page): Promise<void> {
  await page.locator('summary', { hasText: /^Engine/ }).click()
  await expect(choice(page, 'Engine')).toBeVisible()
}

async function run(page: Page): Promise<void> {
  await button(page, 'Run').click()
  await expect(panel(page)).toContainText(/Finished in \d/, { timeout: 180_000 })
  await expect(page.getByRole('group', { name: 'Runs shown' })).toContainText('kept')
  await expect(page.getByRole('table', { name: /Results on/ })).not.toContainText('—')
}

test('the page trains on the fused engine without ever loading the reference', async ({ page }) => {
  const scripts: string[] = []
  page.context().on('request', (request) => scripts.push(new URL(request.url()).pathname))
  await page.goto(TINY)
  await expect(panel(page)).toContainText('fused (webgpu:')
  await button(page, 'Run').click()
  await expect(panel(page)).toContainText(/Finished in \d/)
  expect(scripts.some((path) => /\/main-.*\.js$/.test(path))).toBe(true)
  expect(scripts.filter((path) => path.includes('reference'))).toEqual([])

  // Meanwhile the page has measured itself.
  await page.getByRole('tab', { name: 'Benchmark' }).click()
  const own = page.getByRole('region', { name: 'This page while it trains' })
  await expect(own.getByRole('definition').first()).toHaveText(/^\d+\.\d$/)
})

test('the reference engine can be chosen, stays chosen, and fills the table', async ({ page }) => {
  await page.goto(TINY)
  const link = page.url()
  await openGroup(page)
  await choice(page, 'Engine').selectOption('Reference')
  await expect(panel(page)).toContainText('reference (webgpu:')
  await expect(choice(page, 'Matrix tile')).toHaveCount(0)
  await run(page)
  await expect(panel(page)).toContainText('reference (webgpu:')
  expect(page.url()).toBe(link)

  await page.reload()
  await expect(panel(page)).toContainText('reference (webgpu:')
  await openGroup(page)
  await button(page, 'Reset engine').click()
  await expect(choice(page, 'Engine')).toHaveValue('fused')
  await expect(panel(page)).toContainText('fused (webgpu:')
  await expect(button(page, 'Reset engine')).toBeDisabled()
})

test('what was measured is shown and kept, and each form can be forced', async ({ page }) => {
  await page.goto(TINY)
  await openGroup(page)
  const measured = page.getByText(/^Measured here: tiles of \d+ × \d+( with exchange)?, one (invocation|workgroup) a /)
  await expect(measured).toBeVisible()
  const before = await measured.innerText()
  await page.reload()
  await openGroup(page)
  await expect(measured).toHaveText(before)

  await choice(page, 'Matrix tile').selectOption('2 × 8')
  await choice(page, 'Rollout').selectOption('One workgroup a sequence')
  await expect(button(page, 'Run')).toBeEnabled()
  // With all forms forced there is nothing to measure.
  await expect(measured).toHaveCount(0)
  await run(page)
  await page.reload()
  await openGroup(page)
  await expect(choice(page, 'Matrix tile')).toHaveValue('2x8')
  await expect(choice(page, 'Rollout').locator('option:checked')).toHaveText('One workgroup a sequence')
})

test('the engine cannot be changed during a run', async ({ page }) => {
  await page.goto(`${SMOKE}&seeds.count=1&arms=none,sft&sft.steps=2000&rl.steps=2000`)
  await openGroup(page)
  await expect(choice(page, 'Engine')).toBeEnabled()
  await button(page, 'Run').click()
  await expect(choice(page, 'Engine')).toBeDisabled()
  await page.getByRole('tab', { name: 'Benchmark' }).click()
  await expect(page.getByText('An experiment is running: stop it first')).toBeVisible()
  await expect(button(page, 'Run benchmark')).toBeDisabled()
  await page.getByRole('tab', { name: 'Results' }).click()
  await button(page, 'Stop').click()
  await expect(panel(page)).toContainText(/Stopped after \d/)
  await expect(choice(page, 'Engine')).toBeEnabled()
})

test('kept settings that make no sense are the defaults', async ({ page }) => {
  await page.addInitScript(() => {
    window.localStorage.setItem('engine', '{"engine":"warp drive"}')
  })
  await page.goto('./')
  await expect(panel(page)).toContainText('fused (webgpu:')
})

test('a device that computes wrong numbers is refused, and the reference engine works in its place', async ({
  page,
}) => {
  await miscompile(page, 'adamw', 'members[id.z].rate', '0.0')
  await page.goto(TINY)
  const alert = page.getByRole('alert').filter({ hasText: 'did not pass its check' })
  await expect(alert).toContainText(/computes wrong numbers \(fused/)
  await expect(alert).toContainText('the same numbers, but many times slower')
  await expect(button(page, 'Run')).toBeDisabled()
  await expect(page.getByText('This engine was refused; see above.')).toBeVisible()

  await alert.getByRole('button', { name: 'Check again' }).click()
  await expect(alert).toBeVisible()
  await alert.getByRole('button', { name: 'Use the reference engine' }).click()
  await expect(alert).toHaveCount(0)
  await expect(panel(page)).toContainText('reference (webgpu:')
  await run(page)
  // The offer was for this visit: a driver may be mended by the next.
  await page.reload()
  await expect(alert).toBeVisible()
})
