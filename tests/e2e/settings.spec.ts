import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, PROCESSOR, test } from './support/page'
import { findPreset } from '../../src/config/presets'

test.use({ engine: PROCESSOR })

const SMOKE_SFT_STEPS = String(findPreset('smoke')?.config.sft.steps)

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

/** Adds an arm of this kind by the menu. */
async function add(page: Page, kind: string): Promise<void> {
  await button(page, 'Add arm').click()
  await page.getByRole('menuitem', { name: kind }).click()
}

const hashOf = (page: Page) => new URL(page.url()).hash

test('a changed setting is in the link, and the link opens with it', async ({ page }) => {
  await page.goto('./')
  await field(page, 'SFT steps').fill('90')
  await field(page, 'γ').fill('0.95')
  await add(page, 'DFT')
  await page.getByText('More of RL').click()
  await page.getByRole('combobox', { name: 'Advantage scale' }).selectOption('none')
  await expect.poll(() => hashOf(page)).toMatch(/sft\.steps=90/)
  const hash = hashOf(page)
  expect(hash).toBe(
    '#v=1&preset=default&arms=none,sft,early,dft,token,block,sequence&sft.steps=90&pear.gamma=0.95&rl.scale=none',
  )

  await page.reload()
  await expect(field(page, 'SFT steps')).toHaveValue('90')
  await expect(field(page, 'γ')).toHaveValue('0.95')
  await expect(page.getByRole('switch', { name: 'DFT' })).toBeChecked()
  await expect(page.getByText('4 changed from the preset')).toBeVisible()
  expect(hashOf(page)).toBe(hash)

  await button(page, 'Reset SFT steps to 60').click()
  await expect(field(page, 'SFT steps')).toHaveValue('60')
  await button(page, 'Reset all').click()
  await expect(page.getByText('As in the preset')).toBeVisible()
  expect(hashOf(page)).toBe('#v=1&preset=default')
  await page.goBack()
  await expect(field(page, 'γ')).toHaveValue('0.95')
})

test('a slider moves by keyboard over round values, and follows what is typed', async ({ page }) => {
  await page.goto('./#v=1&preset=default')
  const slider = page.getByRole('slider', { name: 'SFT steps' })
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await expect(field(page, 'SFT steps')).toHaveValue('80')
  await page.keyboard.press('End')
  await expect(slider).toHaveAttribute('aria-valuetext', '1000 steps')
  await expect.poll(() => hashOf(page)).toBe('#v=1&preset=default&sft.steps=1000')

  // What is typed stays as typed, between two stops and beyond the last.
  await field(page, 'SFT steps').fill('4321')
  await expect(slider).toHaveAttribute('aria-valuetext', '4321 steps')
  await expect(slider).toHaveValue(String(await slider.getAttribute('max')))
  await field(page, 'SFT steps').fill('61')
  await expect.poll(() => hashOf(page)).toBe('#v=1&preset=default&sft.steps=61')
  await expect(field(page, 'SFT steps')).toHaveValue('61')
})

test('a search opens what it finds, says how much, and Escape clears it', async ({ page }) => {
  await page.goto('./#v=1&preset=default')
  const search = page.getByRole('searchbox', { name: 'Find a setting' })
  await expect(field(page, 'Gradient norm')).toBeHidden()
  await search.fill('gradient norm')
  await expect(field(page, 'Gradient norm')).toBeVisible()
  await expect(page.getByText('1 setting matches.')).toBeVisible()
  await expect(field(page, 'γ')).toHaveCount(0)
  await search.press('Escape')
  await expect(search).toHaveValue('')
  await expect(field(page, 'γ')).toBeVisible()
  await expect(field(page, 'Gradient norm')).toBeHidden()
})

test('a setting explains itself with its formula to keyboard and touch', async ({ page }) => {
  await page.goto('./#v=1&preset=default')
  await field(page, 'Block size B').focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(button(page, 'About Block size B')).toBeFocused()
  const tooltip = page.getByRole('tooltip')
  await expect(tooltip).toContainText('Tokens that share one weight in PEAR (block). 1 to 512 tokens.')
  await expect(tooltip.locator('math').first()).toBeAttached()
  await page.keyboard.press('Escape')
  await expect(tooltip).toHaveCount(0)
  // A tooltip closes when its page scrolls: the click must not have to.
  await button(page, 'About SFT').scrollIntoViewIfNeeded()
  await button(page, 'About SFT').click()
  await expect(tooltip).toContainText('every token of the offline data counts 1')
})

test('an arm is duplicated, given its own γ and name, and all of that is in the link', async ({ page }) => {
  await page.goto('./#v=1&preset=default')
  await button(page, 'Duplicate PEAR (token)').click()
  await expect(page.getByRole('switch', { name: 'PEAR (token) 2' })).toBeChecked()
  await field(page, 'γ of PEAR (token) 2').fill('0.9')
  await button(page, 'Rename PEAR (token) 2').click()
  await field(page, 'Name of PEAR (token) 2').fill('Short sighted')
  await page.keyboard.press('Enter')
  await page.getByRole('switch', { name: 'No SFT' }).uncheck()
  const link =
    '#v=1&preset=default&arms=sft,early,token,token-2,block,sequence&own.token-2.name=Short%20sighted&own.token-2.gamma=0.9'
  await expect.poll(() => hashOf(page)).toBe(link)

  await page.reload()
  await expect(page.getByRole('switch', { name: 'Short sighted' })).toBeChecked()
  await expect(page.getByRole('switch', { name: 'No SFT' })).not.toBeChecked()
  await page.getByText('γ 0.9', { exact: true }).click()
  await expect(field(page, 'γ of Short sighted')).toHaveValue('0.9')
  await button(page, 'Reset γ of Short sighted to 0.999').click()
  await expect(field(page, 'γ of Short sighted')).toHaveValue('0.999')
  await button(page, 'Remove Short sighted').click()
  await expect.poll(() => hashOf(page)).toBe('#v=1&preset=default&arms=sft,early,token,block,sequence')
})

test('the last arm that is switched off forbids the run and says what to do', async ({ page }) => {
  await page.goto('./#v=1&preset=default&arms=sft')
  await expect(button(page, 'Run')).toBeEnabled()
  await page.getByRole('switch', { name: 'SFT', exact: true }).uncheck()
  await expect(page.getByText('Choose at least one arm.')).toBeVisible()
  await expect(button(page, 'Run')).toBeDisabled()
})

test('the settings have no accessibility violation, with everything open', async ({ page }) => {
  await page.goto('./#v=1&preset=default&pear.gamma=0.95&pear.block=4')
  // Every path has a point.
  await page.getByRole('searchbox').fill('.')
  await page.getByLabel('Explain each').check()
  await expect(field(page, 'Gradient norm')).toBeVisible()
  const open = await new AxeBuilder({ page }).include('section[aria-label="Settings"]').analyze()
  expect(open.violations).toEqual([])
  await page.getByRole('searchbox').fill('')
  await button(page, 'Duplicate PEAR (token)').click()
  await button(page, 'About γ').focus()
  const card = await new AxeBuilder({ page }).include('section[aria-label="Settings"]').analyze()
  expect(card.violations).toEqual([])
})

test('an invalid setting has its message at the field, keeps what was typed and forbids the run', async ({ page }) => {
  await page.goto('./')
  await expect(button(page, 'Run')).toBeEnabled()
  await field(page, 'RL steps').fill('many')
  await expect(field(page, 'RL steps')).toHaveValue('many')
  await expect(field(page, 'RL steps')).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, 'RL steps')).toHaveAccessibleDescription(/^Enter a whole number from 1 to 20000\./)
  await expect(button(page, 'Run')).toBeDisabled()
  await expect(page.getByText('Correct before running: RL: RL steps.')).toBeVisible()
  await expect(button(page, 'Copy link')).toBeDisabled()

  await field(page, 'Seeds').fill('')
  await expect(page.getByText('Correct before running: Seeds: Seeds, RL: RL steps.')).toBeVisible()
  await field(page, 'Seeds').fill('3')
  await field(page, 'RL steps').fill('30')
  await expect(button(page, 'Run')).toBeEnabled()
  await expect.poll(() => hashOf(page)).toBe('#v=1&preset=default&seeds.count=3&rl.steps=30')
})

test('a message does not hide in the closed part of the settings', async ({ page }) => {
  await page.goto('./#v=1&preset=smoke')
  const evaluation = page.locator('summary').filter({ hasText: 'Evaluation' })
  await evaluation.click()
  await field(page, 'k').fill('5')
  await evaluation.click()
  await expect(page.getByText('k can be at most the samples a prompt, 4.')).toBeVisible()
})

test('another game keeps what was changed elsewhere', async ({ page }) => {
  await page.goto('./#v=1&preset=default&sft.steps=90')
  await page.getByRole('combobox', { name: 'Game' }).selectOption('sort')
  await expect(field(page, 'SFT steps')).toHaveValue('90')
  await expect.poll(() => hashOf(page)).toBe('#v=1&preset=default&game.id=sort&sft.steps=90')
})

test('a link that is followed on the open page is opened', async ({ page }) => {
  await page.goto('./')
  await page.evaluate(() => {
    window.location.hash = '#v=1&preset=smoke'
  })
  await expect(page.getByRole('combobox', { name: 'Preset' })).toHaveValue('smoke')
  await expect(field(page, 'SFT steps')).toHaveValue(SMOKE_SFT_STEPS)
})

test('everything in a link that could not be taken is listed, and the rest is opened', async ({ page }) => {
  await page.goto('./#v=7&preset=smoke&pear.magic=1&sft.steps=99999&rl.steps=x&pear.gamma=0.9')
  const notices = page.getByRole('status').filter({ hasText: 'About this link' }).getByRole('listitem')
  await expect(notices).toHaveText([
    /version 7, newer than this page/,
    /“pear.magic”/,
    /^rl\.steps: “x”/,
    /^sft\.steps: “99999”/,
  ])
  await expect(field(page, 'γ')).toHaveValue('0.9')
  await expect(field(page, 'SFT steps')).toHaveValue(SMOKE_SFT_STEPS)
  await button(page, 'Dismiss').click()
  await expect(notices).toHaveCount(0)
})

test('the link can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('./#v=1&preset=default&sft.steps=90')
  await button(page, 'Copy link').click()
  await expect(button(page, 'Link copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  await field(page, 'SFT steps').fill('91')
  await expect(button(page, 'Copy link')).toBeVisible()
})

for (const width of [360, 768, 1440]) {
  test(`nothing sticks out of a page ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('./#v=7')
    await button(page, 'Duplicate PEAR (token)').click()
    await page.getByLabel('Explain each').check()
    await expect(field(page, 'γ of PEAR (token) 2')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await page.getByRole('searchbox').fill('.')
    await expect(page.getByText('H: attention heads')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
}
