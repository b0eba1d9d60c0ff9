import type { Locator, Page } from '@playwright/test'
import { expectNoViolations } from './support/axe'
import { expect, PROCESSOR, test } from './support/page'

// The recorded run is on the page at once; nothing trains.
test.use({ engine: PROCESSOR })

test.beforeEach(async ({ page }) => {
  await page.goto('./')
  await page.getByRole('tab', { name: 'Weights' }).click()
  await expect(page.getByRole('heading', { name: 'One example' })).toBeVisible()
})

/** A field of the inspector; the settings beside it have fields of the same names. */
const field = (page: Page, name: string): Locator =>
  page.getByRole('tabpanel', { name: 'Weights' }).getByRole('textbox', { name, exact: true })
const tokens = (page: Page): Locator => page.getByRole('button', { name: /, token \d+ of \d+:/ })
const weightsOf = (page: Page, variant: string): Locator =>
  page
    .getByRole('region', { name: /^Tokens and their weights/ })
    .getByRole('row', { name: variant })
    .getByRole('cell')

/** A number as the page writes it, with a true minus sign. */
const read = (text: string | null | undefined): number => Number((text ?? '').trim().replace('−', '-'))

/** What the details say of the chosen token: its δ, and log G of PEAR (token) before its clip. */
async function chosenToken(page: Page): Promise<{ delta: number; logG: number }> {
  const details = page.getByRole('group', { name: 'The chosen token' })
  const ratio = await details.getByText(/→ δ/).textContent()
  const cell = details.getByRole('row', { name: 'PEAR (token)' }).getByRole('cell').first()
  return { delta: read(/δ ([+−]?[\d.]+)/.exec(ratio ?? '')?.[1]), logG: read(await cell.textContent()) }
}

test('γ moves the weights at once, to what the formula gives for the δ shown', async ({ page }) => {
  await field(page, 'log G min').fill('-50')
  await field(page, 'log G max').fill('50')
  const count = await tokens(page).count()
  await tokens(page).last().click()
  let sum = 0
  for (let t = count; t > 1; t--) {
    sum += (await chosenToken(page)).delta
    await page.keyboard.press('ArrowLeft')
  }
  await expect(tokens(page).first()).toBeFocused()
  for (const gamma of [0.95, 0.7]) {
    await field(page, 'γ').fill(String(gamma))
    const logG = (count - 1) * Math.log(gamma) + sum
    // Every δ is shown to three decimals.
    await expect.poll(async () => Math.abs((await chosenToken(page)).logG - logG)).toBeLessThan(0.0005 * (count + 1))
  }
})

test('without ratios a weight is γ to the number of tokens that follow', async ({ page }) => {
  for (const [name, value] of [
    ['γ', '0.8'],
    ['δ min', '0'],
    ['δ max', '0'],
    ['Block size B', '3'],
  ] as const)
    await field(page, name).fill(value)
  const count = await tokens(page).count()
  // The first cell stands below the prompt, the last is the mean.
  const token = await weightsOf(page, 'PEAR (token)').allTextContents()
  expect(token.slice(1, -1).map(read)).toEqual(
    Array.from({ length: count }, (_, t) => Number((0.8 ** (count - 1 - t)).toFixed(2))),
  )
  const block = await weightsOf(page, 'PEAR (block)').allTextContents()
  expect(block.slice(1, -1).map(read)).toEqual(
    Array.from({ length: Math.ceil(count / 3) }, (_, k) =>
      Number((0.8 ** Math.max(0, count - 3 * (k + 1))).toFixed(2)),
    ),
  )
  await expect(weightsOf(page, 'PEAR (sequence)').nth(1)).toHaveText('1.00')
})

test('clipped values are marked in words', async ({ page }) => {
  const table = page.getByRole('region', { name: /^Tokens and their weights/ })
  await field(page, 'δ min').fill('0')
  await field(page, 'δ max').fill('0')
  await expect(table.getByRole('img', { name: /^δ clipped to δ (min|max)$/ }).first()).toBeVisible()
  await expect(table.getByRole('img', { name: 'log G clipped to log G min' })).toHaveCount(0)
  await field(page, 'γ').fill('0.5')
  await field(page, 'log G min').fill('-0.1')
  await expect(table.getByRole('img', { name: 'log G clipped to log G min' }).first()).toBeVisible()
  // e^−0.1.
  await expect(weightsOf(page, 'PEAR (token)').nth(1)).toHaveText(/^0\.90/)
  await expect(page.getByText(/δ clipped low at/)).toContainText('of the tokens')
})

test('a value that cannot be is refused beside its field, and the settings take one that can', async ({ page }) => {
  await field(page, 'γ').fill('2')
  await expect(page.getByText('γ must be a number from 0.5 to 1. The weights still use 0.999.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Use in the settings' })).toBeDisabled()
  await page.getByRole('button', { name: 'Reset to the settings' }).click()
  await expect(field(page, 'γ')).toHaveValue('0.999')

  await page.getByRole('tabpanel', { name: 'Weights' }).getByRole('slider', { name: 'γ, slider' }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('setting 0.999')).toBeVisible()
  await page.getByRole('button', { name: 'Use in the settings' }).click()
  await expect(page).toHaveURL(/pear\.gamma=0\.998/)
  await expect(page.getByText('setting 0.999')).toBeHidden()
})

test('the keyboard goes through tokens and examples, and sorting goes to the first of the order', async ({ page }) => {
  await tokens(page).first().focus()
  await page.keyboard.press('End')
  await expect(tokens(page).last()).toBeFocused()
  await expect(tokens(page).last()).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('textbox', { name: 'Example' })).toHaveValue('2')
  await page.keyboard.press('Home')
  await expect(tokens(page).first()).toBeFocused()
  await page.getByLabel('Sort examples by').selectOption('Disagreement of variants')
  await expect(page.getByRole('textbox', { name: 'Example' })).toHaveValue('1')
  await page.getByRole('button', { name: 'Next example' }).click()
  await expect(page.getByText(/This one is number \d+ in the data\./)).toBeVisible()
})

test('a later checkpoint asks whose policy, and nothing of it breaks the rules of accessibility', async ({ page }) => {
  const checkpoint = page.getByLabel('Checkpoint of π_θ')
  await checkpoint.selectOption((await checkpoint.getByRole('option').allTextContents()).at(-1) ?? '')
  await page.getByLabel('Policy of').selectOption('PEAR (token)')
  await expect(page.getByText('π_θ, PEAR (token)')).toBeVisible()
  await expectNoViolations(page, '[data-tour="inspector"]')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoViolations(page, '[data-tour="inspector"]')
})
