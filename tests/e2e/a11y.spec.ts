import type { Locator, Page } from '@playwright/test'
import { expectNoViolations } from './support/axe'
import { expect, PROCESSOR, test } from './support/page'

// The page shows its recorded run: nothing trains here. What moves would be looked at half way.
test.use({ engine: PROCESSOR, contextOptions: { reducedMotion: 'reduce' } })

const VIEWS = ['Results', 'Weights', 'Rollouts', 'Runs', 'Method', 'Benchmark'] as const

const tab = (page: Page, view: string): Locator => page.getByRole('tab', { name: view, exact: true })
const panel = (page: Page, view: string): Locator => page.getByRole('tabpanel', { name: view, exact: true })

/** Waits until a view stands there with all its parts. */
async function settled(page: Page, view: string): Promise<void> {
  await expect(tab(page, view)).toHaveAttribute('aria-selected', 'true')
  await expect(panel(page, view).getByRole('heading').first()).toBeVisible()
  await expect(page.getByText(/^Loading .*…$/).filter({ visible: true })).toHaveCount(0)
}

/** The width of what the page holds; more than the window's where something sticks out. */
const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth)

interface Look {
  name: string
  colorScheme: 'light' | 'dark'
  width: number
  rules?: string[]
}

const looks: readonly Look[] = [
  { name: 'light, wide', colorScheme: 'light', width: 1440 },
  // Another scheme changes colours and nothing else.
  { name: 'dark, wide', colorScheme: 'dark', width: 1440, rules: ['color-contrast'] },
  { name: 'light, 360 px', colorScheme: 'light', width: 360 },
]

for (const { name, colorScheme, width, rules } of looks) {
  test(`axe-core finds nothing in any view: ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.goto('./')
    for (const view of VIEWS) {
      await test.step(view, async () => {
        await tab(page, view).click()
        await settled(page, view)
        await expectNoViolations(page, undefined, rules)
        await expect.poll(() => widthOf(page)).toBe(width)
      })
    }
  })
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await goal.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('60 presses of Tab do not lead there.')
}

/** Presses Tab until the focus leaves the page, and says what had it without being seen. */
async function unseenStops(page: Page): Promise<{ stops: number; unseen: string[] }> {
  const unseen: string[] = []
  for (let stops = 0; stops < 500; stops++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return undefined
      const { width, height } = focused.getBoundingClientRect()
      return { seen: width > 1 && height > 1 && focused.checkVisibility(), what: focused.outerHTML.slice(0, 200) }
    })
    if (!stop) return { stops, unseen }
    if (!stop.seen) unseen.push(stop.what)
  }
  throw new Error('500 presses of Tab do not lead out of the page.')
}

test('the keyboard alone leads through the views', async ({ page }) => {
  await page.goto('./')
  await settled(page, 'Results')
  await tabTo(page, tab(page, 'Results'))
  for (const view of VIEWS.slice(1)) {
    await page.keyboard.press('ArrowRight')
    await expect(tab(page, view)).toBeFocused()
    await settled(page, view)
  }
  await page.keyboard.press('Home')
  await expect(tab(page, 'Results')).toBeFocused()
  await page.keyboard.press('End')
  await settled(page, 'Benchmark')
})

test('Tab goes through everything of a view, sees all it stops at, and leaves again', async ({ page }) => {
  const check = async (): Promise<void> => {
    const { stops, unseen } = await unseenStops(page)
    expect(stops).toBeGreaterThan(0)
    expect(unseen).toEqual([])
  }
  await page.goto('./')
  await settled(page, 'Results')
  await check()
  for (const view of VIEWS.slice(1)) {
    await test.step(view, async () => {
      await tab(page, view).click()
      await settled(page, view)
      // The settings stand beside three of the views: once through them is enough.
      await panel(page, view).click({ position: { x: 1, y: 1 } })
      await check()
    })
  }
})
