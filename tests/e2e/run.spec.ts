import type { Page } from '@playwright/test'
import { expect, test } from './support/page'

const SMOKE = './#v=1&preset=smoke'
/** Long enough to be caught while it runs, in SFT and in RL. */
const LONG = `${SMOKE}&seeds.count=1&arms=none,sft&sft.steps=2000&rl.steps=2000`
/** As short as a run can be. */
const TINY = `${SMOKE}&arms=none,sft,token&sft.steps=2&rl.steps=2`

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const status = (page: Page) => page.getByRole('region', { name: 'Run' })
const resultsTable = (page: Page) => page.getByRole('table', { name: /Results on/ })
const mainChart = (page: Page) => page.getByRole('figure', { name: /^Held-out pass@1/ })

async function run(page: Page): Promise<void> {
  await button(page, 'Run').click()
  await expect(status(page)).toContainText(/Finished in \d/, { timeout: 120_000 })
  // Drawing may lag behind the run's last word.
  await expect(page.getByRole('group', { name: 'Runs shown' })).toContainText('kept')
  await expect(resultsTable(page)).not.toContainText('—')
}

test('the smoke preset runs every arm through both stages and says Finished', async ({ page }) => {
  await page.goto(SMOKE)
  await run(page)

  for (const arm of ['No SFT', 'SFT', 'DFT', 'PEAR (token)', 'PEAR (block)', 'PEAR (sequence)']) {
    const row = resultsTable(page)
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: arm, exact: true }) })
    await expect(row).toHaveText(/\d\.\d{3}\s±\s\d\.\d{3}.*\d\.\d{3}\s±\s\d\.\d{3}/)
    await expect(row).not.toContainText('—')
  }
  await expect(resultsTable(page).getByRole('columnheader', { name: 'pass@4' })).toHaveCount(2)
  await expect(resultsTable(page)).toContainText('n = 3')

  await resultsTable(page).getByRole('button', { name: 'PEAR (token)' }).click()
  await expect(resultsTable(page).getByRole('rowheader', { name: 'seed 1' })).toBeVisible()

  await expect(mainChart(page)).toBeVisible()
  for (const title of ['SFT loss', 'Reward', 'Entropy', 'KL to the SFT checkpoint', 'Mean weight']) {
    const figure = page.getByRole('figure', { name: title, exact: true })
    await expect(figure).toBeVisible()
    await expect(figure).not.toContainText('No values yet')
  }

  const diagnostics = page.getByRole('region', { name: 'Diagnostics' })
  await expect(diagnostics.getByRole('figure', { name: 'Before and after RL', exact: true })).toBeVisible()
  const drift = diagnostics.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'PEAR (token)' }) })
  await expect(drift.first()).toHaveText(/\d\.\d+\s±/)
  await expect(page.getByRole('list', { name: 'Notices of the run' })).toHaveText(
    'Base policies: trained here (seeds 0 to 2).',
  )

  for (const width of [360, 768, 1100]) {
    await page.setViewportSize({ width, height: 800 })
    // Wide tables scroll within themselves; the page never does.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  }
})

test('the default preset starts at SFT, from base policies that come with the page', async ({ page }) => {
  const short =
    'arms=sft&seeds.count=1&data.pairs=64&sft.steps=1&rl.steps=1&rl.prompts=1&evaluation.prompts=4&evaluation.samples=2'
  await page.goto(`./#v=1&preset=default&${short}&evaluation.k=2`)
  await button(page, 'Run').click()
  await expect(page.getByRole('list', { name: 'Notices of the run' })).toHaveText('Base policies: shipped (seed 200).')
  await expect(status(page)).toContainText(/Finished in \d/, { timeout: 120_000 })
})

test('the run that has just ended fills the weights and the rollouts too', async ({ page }) => {
  await page.goto(TINY)
  await run(page)
  await page.getByRole('tab', { name: 'Rollouts' }).click()
  const rollouts = page.getByRole('region', { name: 'Rollouts', exact: true })
  await expect(rollouts.getByRole('region', { name: 'Responses to one prompt' })).toBeVisible()
  for (const arm of ['No SFT', 'SFT', 'PEAR (token)'])
    await expect(rollouts.getByRole('rowheader', { name: arm, exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Weights' }).click()
  await expect(page.getByRole('region', { name: /^Tokens and their weights/ })).toBeVisible()
})

test('a run pauses, resumes and stops, and a stopped run keeps its curves', async ({ page }) => {
  await page.goto(LONG)
  await button(page, 'Run').click()
  await expect(status(page)).toContainText(/SFT · step \d+ of 2000/)
  await expect(page.getByText('Stop the run to change settings.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'SFT steps' })).toBeDisabled()

  await button(page, 'Pause').click()
  await expect(status(page)).toContainText('paused')
  await button(page, 'Resume').click()
  await expect(status(page)).not.toContainText('paused')

  const drawn = mainChart(page).locator('[data-part="mean"]').first()
  await expect(drawn).toBeAttached()
  await button(page, 'Stop').click()
  await expect(status(page)).toContainText(/Stopped after \d/)
  await expect(drawn).toBeAttached()
  await expect(page.getByRole('figure', { name: 'SFT loss', exact: true }).locator('[data-part="mean"]')).toHaveCount(1)
  await expect(page.getByRole('textbox', { name: 'SFT steps' })).toBeEnabled()
  await expect(button(page, 'Run')).toBeEnabled()
})

test('a link opened during a run is put back with a notice', async ({ page }) => {
  await page.goto(LONG)
  const hash = await page.evaluate(() => window.location.hash)
  await button(page, 'Run').click()
  await expect(status(page)).toContainText(/step \d+ of/)
  await page.evaluate(() => {
    window.location.hash = '#v=1&preset=default'
  })
  await expect(page.getByRole('status').filter({ hasText: 'A link was not opened' })).toBeVisible()
  expect(new Set(new URL(page.url()).hash.slice(1).split('&'))).toEqual(new Set(hash.slice(1).split('&')))
  await button(page, 'Stop').click()
  await expect(status(page)).toContainText('Stopped after')
})

test('the same link gives the same numbers', async ({ page }) => {
  const shown = async () => {
    await run(page)
    const table = await resultsTable(page).innerText()
    await page.getByRole('tab', { name: 'Rollouts' }).click()
    const rollouts = page.getByRole('region', { name: 'Rollouts', exact: true })
    await expect(rollouts.getByRole('rowheader', { name: 'PEAR (token)', exact: true })).toBeVisible()
    return [table, await rollouts.innerText()]
  }
  await page.goto(TINY)
  const first = await shown()
  // The base policies have learnt something: equal rows of zeros would prove nothing.
  expect(first[0]).toMatch(/0\.[1-9]\d\d\s±/)
  await page.reload()
  // The second run takes the base policies that the first one kept.
  expect(await shown()).toEqual(first)
  // A reload ends the worker, and with it the connection that would hold up the deletion.
  await page.reload()
  const forgotten = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        indexedDB.deleteDatabase('pear-playground').onsuccess = () => {
          resolve('forgotten')
        }
      }),
  )
  expect(forgotten).toBe('forgotten')
  // The third trains them anew.
  expect(await shown()).toEqual(first)
})
