import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './support/page'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const view = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })
const panel = (page: Page) => page.getByRole('region', { name: 'Benchmark' })

/** Opens the benchmark; its smallest size has one small step and rollout of each engine. */
async function start(page: Page): Promise<void> {
  await page.goto('./#v=1&preset=smoke&sft.steps=7')
  await view(page, 'Benchmark').click()
  await page.getByRole('radio', { name: /^Smoke test/ }).check()
  await button(page, 'Run benchmark').click()
}

test('the benchmark measures every engine and gives its figures as a file', async ({ page }) => {
  await start(page)
  await expect(panel(page).getByRole('progressbar')).toBeVisible()
  await expect(panel(page)).toContainText('Finished', { timeout: 180_000 })
  const steps = page.getByRole('table', { name: /An optimizer step/ })
  for (const engine of ['Fused', 'Reference', 'Processor']) {
    const row = steps.getByRole('row').filter({ has: page.getByRole('rowheader', { name: engine, exact: true }) })
    await expect(row).toHaveText(/\d.*\d to \d.*MB$/)
    await expect(row).not.toContainText('—')
  }
  await expect(page.getByRole('table', { name: /A rollout/ }).getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Not measured' })).toHaveCount(0)
  const summary = page.getByRole('region', { name: 'Summary' })
  await expect(summary).toContainText(/Matrix product, at best\s*[\d.,]+ GFLOP\/s/)

  const download = page.waitForEvent('download')
  await button(page, 'Download bench.json').click()
  const file = await download
  expect(file.suggestedFilename()).toBe('bench.json')
  const content = JSON.parse(await readFile(await file.path(), 'utf8')) as { rows: { kind: string }[]; date: string }
  expect(content.rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ceiling', 'step', 'rollout']))
  expect(Date.parse(content.date)).toBeGreaterThan(0)

  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    // Wide tables scroll within themselves; the page never does.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }

  // The view of the experiment is as it was left.
  await view(page, 'Results').click()
  await expect(page.getByRole('textbox', { name: 'SFT steps' })).toHaveValue('7')
  expect(new URL(page.url()).hash).toBe('#v=1&preset=smoke&sft.steps=7')
})

test('a benchmark stops at once, and an experiment waits for it', async ({ page }) => {
  await start(page)
  await expect(panel(page).getByRole('progressbar')).toBeVisible()
  await view(page, 'Results').click()
  await expect(page.getByText('The benchmark is running: stop it first.')).toBeVisible()
  await expect(button(page, 'Run')).toBeDisabled()
  await view(page, 'Benchmark').click()
  await button(page, 'Stop benchmark').click()
  await expect(panel(page)).toContainText('Stopped; what was measured is kept.')
  await expect(button(page, 'Run benchmark')).toBeEnabled()
  await view(page, 'Results').click()
  await expect(button(page, 'Run')).toBeEnabled()
})
