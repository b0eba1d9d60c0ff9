import type { Locator, Page } from '@playwright/test'
import { expect, PROCESSOR, test } from './support/page'

// The page shows its recorded run: nothing trains here.
test.use({ engine: PROCESSOR })

const view = (page: Page): Locator => page.getByRole('region', { name: 'Rollouts', exact: true })
const grid = (page: Page): Locator => view(page).getByRole('table', { name: /^Verdicts/ })
const numbers = (page: Page): Locator => grid(page).getByRole('columnheader').getByRole('button')
const current = (page: Page): Locator => grid(page).getByRole('button', { pressed: true })
const responses = (page: Page): Locator => view(page).getByRole('region', { name: 'Responses to one prompt' })
const filter = (page: Page, name: RegExp): Locator => view(page).getByRole('radio', { name })
const choose = (page: Page, name: RegExp): Promise<void> => filter(page, name).check()
const tokensOf = (page: Page, whose: RegExp): Locator =>
  responses(page).getByRole('group', { name: whose }).first().getByRole('button')

async function open(page: Page): Promise<void> {
  await page.goto('./')
  await page.getByRole('tab', { name: 'Rollouts' }).click()
  await expect(grid(page)).toBeVisible()
}

/** The verdicts of each row of the grid, and the tally that closes the row. */
async function rows(page: Page): Promise<{ verdicts: string[]; tally: string }[]> {
  const all = await grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .all()
  return Promise.all(
    all.map(async (row) => {
      const cells = await row.getByRole('cell').allInnerTexts()
      return { verdicts: cells.slice(0, -1).map((cell) => cell.trim()), tally: cells.at(-1) ?? '' }
    }),
  )
}

test('arms stand below one another on the same held-out prompts, with tallies of what is shown', async ({ page }) => {
  await open(page)
  await expect(grid(page).getByRole('rowheader', { name: 'PEAR (token)', exact: true })).toBeVisible()
  const shown = await rows(page)
  expect(shown.length).toBeGreaterThan(1)
  for (const { verdicts, tally } of shown) {
    expect(verdicts.filter((verdict) => !/^(Right|Wrong)$/.test(verdict))).toEqual([])
    expect(tally).toBe(`${verdicts.filter((verdict) => verdict === 'Right').length} of ${verdicts.length}`)
  }
  await expect(responses(page).getByRole('figure').first()).toContainText('The puzzle')
  await expect(responses(page).getByRole('img').nth(1)).toHaveAccessibleName(/^Response ./)
})

test('each filter shows as many prompts as it says, with such verdicts', async ({ page }) => {
  await open(page)
  const columns = async (): Promise<string[][]> => {
    const all = await rows(page)
    return (all[0]?.verdicts ?? []).map((_, i) => all.map(({ verdicts }) => verdicts[i] ?? ''))
  }
  const every = await columns()
  const differing = every.filter((column) => new Set(column).size === 2)
  expect(differing.length).toBeGreaterThan(0)
  await expect(filter(page, /^Verdicts differ/)).toHaveAccessibleName(`Verdicts differ ${differing.length}`)
  await choose(page, /^Verdicts differ/)
  await expect(numbers(page)).toHaveCount(differing.length)
  expect(await columns()).toEqual(differing)

  await choose(page, /right, .* wrong/)
  await view(page).getByRole('combobox', { name: 'Right', exact: true }).selectOption('PEAR (token)')
  await view(page).getByRole('combobox', { name: 'Wrong', exact: true }).selectOption('SFT')
  await expect(filter(page, /right, .* wrong/)).toHaveAccessibleName(/^PEAR \(token\) right, SFT wrong \d+$/)

  const wrong = every.filter((column) => column.every((verdict) => verdict === 'Wrong')).length
  await expect(filter(page, /^All wrong/)).toHaveAccessibleName(`All wrong ${wrong}`)
  await choose(page, /^All \d/)
  await expect(numbers(page)).toHaveCount(every.length)
})

test('one arm is compared with itself through training', async ({ page }) => {
  await open(page)
  await view(page).getByRole('radio', { name: 'Checkpoints' }).check()
  await view(page).getByRole('combobox', { name: 'Arm', exact: true }).selectOption('PEAR (token)')
  await expect(grid(page).getByRole('rowheader')).toHaveText(['Base policy', 'After SFT', 'After RL'])
  await expect(responses(page).getByRole('heading', { level: 4 })).toHaveText(['Base policy', 'After SFT', 'After RL'])
  await expect(responses(page).getByRole('img')).toHaveCount(3)
  await view(page).getByLabel('Every checkpoint').check()
  await expect(grid(page).getByRole('rowheader').nth(1)).toHaveText(/^SFT, step \d+$/)
})

test('a token says its probability under the pointer and by keyboard, in every response at once', async ({ page }) => {
  await open(page)
  const token = tokensOf(page, /^Tokens of PEAR \(token\)/)
  await token.nth(1).hover()
  await expect(
    responses(page)
      .getByText(/^At token 2 “.”: π = \d/)
      .first(),
  ).toBeVisible()
  await expect(token.nth(1)).toHaveAccessibleName(/token 2 “.”: π = (\d\.\d{3}|\d\.\de−\d+), log π = −?\d/)
  await expect(
    responses(page)
      .getByRole('button', { name: /the least likely$/ })
      .first(),
  ).toBeVisible()

  await token.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(token.nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(token.last()).toBeFocused()
  await expect(current(page)).toHaveText('1')
})

test('prompts are stepped through with buttons, arrow keys and their numbers', async ({ page }) => {
  await open(page)
  const prompt = view(page).getByRole('combobox', { name: 'Prompt', exact: true })
  await expect(current(page)).toHaveText('1')
  await page.getByRole('button', { name: 'Next prompt' }).click()
  await expect(current(page)).toHaveText('2')
  await page.keyboard.press('ArrowRight')
  await expect(current(page)).toHaveText('3')
  await expect(prompt.locator('option:checked')).toHaveText(/^3: /)
  await page.keyboard.press('ArrowLeft')
  await expect(current(page)).toHaveText('2')
  await numbers(page).last().click()
  await expect(page.getByRole('button', { name: 'Next prompt' })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('ArrowRight')
  await expect(numbers(page).last()).toHaveAttribute('aria-pressed', 'true')
})
