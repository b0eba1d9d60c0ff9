import type { Page } from '@playwright/test'
import { expect, test } from './support/page'

/** Enough SFT steps that they never run out, and no evaluation between them. */
const LONG =
  './#v=1&preset=smoke&seeds.count=1&arms=sft,token&pretrain.steps=5&sft.steps=2000&evaluation.every=1000&evaluation.prompts=4'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const status = (page: Page) => page.getByRole('region', { name: 'Run', exact: true })

/** The SFT step that a paused run has come to. */
async function pausedAt(page: Page): Promise<number> {
  const text = status(page).getByText(/^SFT · step \d+ of 2000 · paused$/)
  await expect(text).toBeVisible()
  return Number(/step (\d+)/.exec(await text.innerText())?.[1])
}

test('a paused run is taken step by step, each shown from close by, and slow motion stops at once', async ({
  page,
  context,
}) => {
  await page.goto(LONG)
  await button(page, 'Run').click()
  // Compiling the kernels and pretraining come first.
  await expect(status(page)).toContainText(/SFT · step \d+ of 2000/, { timeout: 120_000 })
  await expect(button(page, 'Step')).toBeEnabled()
  await button(page, 'Pause').click()
  const start = await pausedAt(page)
  const stages = page.getByRole('list', { name: 'Stages' }).getByRole('listitem')
  await expect(stages).toHaveText([/^Base policy.*\d s/, /^Offline data.*\d s/, /^SFT.*\d s, then /, /^RL/])

  await button(page, 'Step').click()
  const closeUp = page.getByRole('region', { name: 'One update' })
  await expect(closeUp).toContainText(`SFT · step ${start + 1} of 2000 · seed 0`)
  expect(await pausedAt(page)).toBe(start + 1)
  await button(page, 'Step').click()
  await expect(closeUp).toContainText(`step ${start + 2} of`)
  expect(await pausedAt(page)).toBe(start + 2)

  // Canonical SFT counts every token 1; PEAR does not, but for the last token, whose weight is 1.
  const weights = closeUp
    .getByRole('table')
    .first()
    .getByRole('row', { name: /^Weight/ })
    .getByRole('cell')
  await closeUp.getByLabel('Arm').selectOption('SFT')
  const count = await weights.count()
  await expect(weights).toHaveText(Array<string>(count).fill('1.00'))
  await closeUp.getByLabel('Arm').selectOption('PEAR (token)')
  await expect(weights).not.toHaveText(Array<string>(count).fill('1.00'))
  await expect(weights.last()).toHaveText('1.00')
  await closeUp
    .getByRole('button', { name: `token 1 of ${count}` })
    .first()
    .focus()
  await page.keyboard.press('End')
  await expect(closeUp.getByRole('button', { name: `token ${count} of ${count}` }).first()).toBeFocused()
  await expect(closeUp).toContainText(/Row 1 · ., token \d+ of \d+: weight 1\.00, probability 0\.\d{3} → 0\.\d{3}/)

  // A headless browser refuses what nobody has allowed.
  const notify = button(page, 'Notify me when it ends')
  await notify.click()
  await expect(status(page).getByRole('alert')).toContainText('The browser refuses notifications')
  await expect(notify).toHaveAttribute('aria-pressed', 'false')
  await context.grantPermissions(['notifications'])
  await notify.click()
  await expect(notify).toHaveAttribute('aria-pressed', 'true')
  await expect(status(page).getByRole('alert')).toHaveCount(0)

  await page.getByLabel('Pace').selectOption({ label: 'Slow motion, a step every 5 s' })
  await button(page, 'Resume').click()
  await expect(status(page)).not.toContainText('paused')
  await button(page, 'Stop').click()
  await expect(status(page)).toContainText(/Stopped after \d/)
})
