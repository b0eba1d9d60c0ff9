import type { Page } from '@playwright/test'
import { expectNoViolations } from './support/axe'
import { expect, PROCESSOR, test } from './support/page'

test.use({ engine: PROCESSOR })

async function openMethod(page: Page): Promise<void> {
  await page.goto('./')
  await page.getByRole('tab', { name: 'Method' }).click()
  await expect(page.getByRole('heading', { name: 'PEAR’s weights', exact: true })).toBeVisible()
}

test('the Method page shows its formulas, in MathML too, and its contents lead to its parts', async ({ page }) => {
  await openMethod(page)
  const weights = page.getByRole('region', { name: 'PEAR’s weights', exact: true })
  await expect(weights.getByRole('math').first()).toBeAttached()
  await expect(weights.locator('.katex-html').first()).toBeVisible()
  await expect(page.getByTitle(/^KaTeX parse error/), 'TeX that could not be typeset').toHaveCount(0)

  const address = page.url()
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('button', { name: 'Glossary' }).click()
  const heading = page.getByRole('heading', { name: 'Glossary' })
  await expect(heading).toBeFocused()
  await expect(heading).toBeInViewport()
  expect(page.url(), 'the address holds the experiment').toBe(address)
})

test('the glossary finds terms by their name, another name and their text', async ({ page }) => {
  await openMethod(page)
  const search = page.getByRole('searchbox', { name: 'Search the glossary' })
  const entries = page.getByRole('region', { name: 'Glossary' }).getByRole('term')
  await search.fill('behavior policy')
  await expect(entries.first()).toHaveText('Behaviour policy')
  await search.fill('ess')
  await expect(entries.first()).toHaveText('Effective sample size')
  await search.fill('no such word')
  await expect(entries).toHaveCount(0)
  await expect(page.getByText('No term has all of these words')).toBeVisible()
})

test('a word’s tip opens by keyboard, leads to the glossary, and Escape closes it', async ({ page }) => {
  await openMethod(page)
  const word = page.getByRole('region', { name: 'Pipeline' }).getByRole('button', { name: 'behaviour policy' })
  const tip = page.getByRole('note', { name: 'Behaviour policy' })
  await word.press('Enter')
  await expect(tip).toBeVisible()
  await expect(word).toHaveAccessibleDescription(/The policy π_β that wrote the offline data/)
  await page.keyboard.press('Escape')
  await expect(tip).toBeHidden()

  await word.press('Enter')
  await page.keyboard.press('Tab')
  await expect(tip.getByRole('button', { name: 'In the glossary' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(tip).toBeHidden()
  const entry = page.locator('[data-term="behaviour-policy"]')
  await expect(entry).toBeFocused()
  await expect(entry).toBeInViewport()
})

test('a word’s tip opens under the mouse and closes when it leaves', async ({ page }) => {
  await openMethod(page)
  const tip = page.getByRole('note', { name: 'Rollout' })
  await page.getByRole('region', { name: 'Pipeline' }).getByRole('button', { name: 'rollouts' }).hover()
  await expect(tip).toBeVisible()
  await page.getByRole('heading', { name: 'Pipeline' }).hover()
  await expect(tip).toBeHidden()
})

const steps = [
  'Is the better SFT checkpoint the better start for RL?',
  'Through RL the order changes',
  'Which tokens lose weight, and why',
  'Change γ or a clip, then run',
  'How sure is it?',
] as const

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`the tour goes through its five steps by keyboard, motion: ${reducedMotion}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion })
    await page.goto('./')
    const offer = page.getByRole('button', { name: 'Take the tour (5 steps)' })
    await offer.press('Enter')
    for (const [index, title] of steps.entries()) {
      const step = page.getByRole('dialog', { name: title })
      await expect(step).toBeVisible()
      await expect(step).toContainText(`${index + 1} of 5`)
      const next = step.getByRole('button', { name: index === 4 ? 'Done' : 'Next' })
      await expect(next).toBeFocused()
      await page.keyboard.press('Enter')
    }
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(offer).toBeFocused()
  })
}

test('the tour goes back, keeps Tab inside, and Escape ends it', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('./')
  await page.getByRole('button', { name: 'Take the tour (5 steps)' }).click()
  await page.getByRole('dialog', { name: steps[0] }).getByRole('button', { name: 'Next' }).press('Enter')
  const second = page.getByRole('dialog', { name: steps[1] })
  await expect(second.getByRole('button', { name: 'Next' })).toBeFocused()
  await expectNoViolations(page, '.driver-popover')
  await page.keyboard.press('Shift+Tab')
  await expect(second.getByRole('button', { name: 'Back' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: steps[0] })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the tour is offered on the first visit alone, and the Method page always has it', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByRole('button', { name: 'Take the tour (5 steps)' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('tab', { name: 'Method' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take the tour (5 steps)' })).toBeHidden()
  await page.getByRole('tab', { name: 'Method' }).click()
  await page.getByRole('button', { name: 'Take the tour (5 steps)' }).click()
  await expect(page.getByRole('dialog', { name: steps[0] })).toBeVisible()
})

test('a preset’s card opens the preset', async ({ page }) => {
  await openMethod(page)
  const cards = page.getByRole('region', { name: 'Experiments worth opening' })
  await cards.getByRole('link', { name: 'A long RL stage' }).press('Enter')
  await expect(page).toHaveURL(/#v=1&preset=long-run$/)
  await expect(page.getByRole('combobox', { name: 'Preset' })).toHaveValue('long-run')
})
