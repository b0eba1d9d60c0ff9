import type { Page } from '@playwright/test'
import { expect, NO_KERNELS, test } from './support/page'
import { findPreset } from '../../src/experiment/presets'

test.use({ engine: NO_KERNELS })

const SMOKE_SFT_STEPS = String(findPreset('smoke')?.config.sft.steps)

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const hashOf = (page: Page) => new URL(page.url()).hash

test('a changed setting is in the link, and the link opens with it', async ({ page }) => {
  await page.goto('./')
  await field(page, 'SFT steps').fill('90')
  await field(page, 'γ').fill('0.95')
  await page.getByRole('checkbox', { name: 'DFT' }).check()
  await page.getByText('All settings').click()
  await page.getByLabel('Advantage scale').selectOption('none')
  await expect.poll(() => hashOf(page)).toMatch(/sft\.steps=90/)
  const hash = hashOf(page)
  expect(hash).toBe(
    '#v=1&preset=default&arms=none,sft,early,dft,token,block,sequence&sft.steps=90&pear.gamma=0.95&rl.scale=none',
  )

  await page.reload()
  await expect(field(page, 'SFT steps')).toHaveValue('90')
  await expect(field(page, 'γ')).toHaveValue('0.95')
  await expect(page.getByRole('checkbox', { name: 'DFT' })).toBeChecked()
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
  await page.getByText('All settings').click()
  await field(page, 'k').fill('5')
  await page.getByText('All settings').click()
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
    await page.getByText('All settings').click()
    await page.getByLabel('Explain each').check()
    await expect(page.getByText('H: attention heads')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
}
