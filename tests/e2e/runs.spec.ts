import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { defaultPreset, findPreset } from '../../src/config/presets'
import { resultsFile } from '../helpers/resultsFile'
import { expectNoViolations } from './support/axe'
import { expect, PROCESSOR, test } from './support/page'

test.use({ engine: PROCESSOR })

const { config: smoke } = findPreset('smoke') ?? defaultPreset

/** A results file as a headless run writes it: what SFT and PEAR (token) reach after RL, from seed `first` on. */
function fileOf(gamma: number, first: number, sft: readonly number[], token: readonly number[]) {
  const config = {
    ...smoke,
    arms: ['sft' as const, 'token' as const],
    seeds: { first, count: sft.length },
    pear: { ...smoke.pear, gamma },
  }
  const points = [...sft.keys()].flatMap((i) =>
    ([['sft', sft[i]] as const, ['token', token[i]] as const] as const).map(([arm, passAt1 = 0]) => ({
      kind: 'point' as const,
      stage: 'rl' as const,
      source: 'evaluation' as const,
      step: config.rl.steps,
      arm,
      seed: first + i,
      values: { passAt1 },
    })),
  )
  return resultsFile(
    config,
    [...sft.keys()].map((i) => first + i),
    points,
  )
}

const wide = { ...fileOf(0.9, 4, [0.2, 0.4, 0.6], [0.5, 0.7, 0.9]), name: 'wide', notes: 'clips at 5' }
const narrow = { ...fileOf(0.95, 5, [0.1, 0.5, 0.9], [0.5, 0.7, 0.9]), name: 'narrow' }

const list = (page: Page) => page.getByRole('grid', { name: 'Runs' })
const row = (page: Page, name: string) =>
  list(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Show ${name}`, exact: true }) })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function openRuns(page: Page): Promise<void> {
  await page.goto('./')
  await page.getByRole('tab', { name: 'Runs' }).click()
  await expect(list(page)).toBeVisible()
}

async function importFiles(page: Page, ...contents: object[]): Promise<void> {
  const chosen = page.waitForEvent('filechooser')
  await button(page, 'Import…').click()
  const files = contents.map((content, i) => ({
    name: `run-${i}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(content)),
  }))
  await (await chosen).setFiles(files)
}

async function choose(page: Page, name: string, action: string): Promise<void> {
  await button(page, `More on ${name}`).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('imported runs are listed, shown, compared and told apart by their settings', async ({ page }) => {
  await openRuns(page)
  await expect(page.getByText('Your own runs will appear here')).toBeVisible()
  await importFiles(page, wide, narrow)
  await expect(page.getByText('Your own runs will appear here')).toHaveCount(0)
  await expect(row(page, 'wide')).toContainText('clips at 5')
  // PEAR (token) is 0.3 above SFT for each seed: no spread.
  await expect(row(page, 'wide')).toContainText('+0.300[0.300, 0.300], n = 3')
  await expect(row(page, 'wide')).toContainText('3 changed')

  await button(page, 'Show wide').click()
  await expect(button(page, 'Show wide')).toHaveAttribute('aria-pressed', 'true')
  await button(page, 'Overlay narrow').click()

  const comparison = page.getByRole('region', { name: 'Comparison of two runs' })
  // Seeds 5 and 6 are in both: 0.4 − 0.1 and 0.6 − 0.5.
  await expect(comparison.getByRole('row', { name: /^SFT/ })).toContainText('+0.200[−1.071, 1.471], n = 2')
  await expect(comparison.getByRole('row', { name: /^PEAR \(token\)/ })).toContainText('+0.200')

  const diff = page.getByRole('region', { name: 'Settings of the shown run' })
  await expect(diff.getByRole('row')).toHaveText([/Setting.*narrow.*wide/, /First seed.*5.*4/, /γ.*0\.95.*0\.9/])
  await diff.getByRole('combobox').selectOption({ label: 'Preset: Smoke test' })
  await expect(diff.getByRole('row', { name: /γ/ })).toHaveText(new RegExp(`γ${smoke.pear.gamma}→0\\.9`))
  await expectNoViolations(page, 'main')

  await diff.getByRole('link', { name: 'Open these settings' }).click()
  await expect.poll(() => new URL(page.url()).hash).toMatch(/preset=smoke.*seeds\.first=4.*pear\.gamma=0\.9/)
})

test('a run is renamed, annotated and pinned by keyboard, and all of it outlives the page', async ({ page }) => {
  await openRuns(page)
  await importFiles(page, narrow, wide)
  // Into the table, to the run by its first letters, and over its cells.
  await button(page, 'Import…').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.type('wide')
  await expect(row(page, 'wide')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(list(page).getByRole('rowheader', { name: /^wide/ })).toBeFocused()
  for (const target of ['Show wide', 'Overlay wide', 'More on wide']) {
    await page.keyboard.press('ArrowRight')
    await expect(button(page, target)).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Name of wide' })
  await expect(field).toBeFocused()
  await page.keyboard.type('narrow')
  await page.keyboard.press('Enter')
  await expect(field).toHaveAccessibleDescription('Another run is called narrow.')
  await field.fill('widest clips')
  await page.keyboard.press('Enter')
  await expect(row(page, 'widest clips')).toBeVisible()

  await choose(page, 'widest clips', 'Notes')
  await page.getByRole('textbox', { name: 'Notes on widest clips' }).fill('Collapses.')
  await button(page, 'Save').click()
  await choose(page, 'widest clips', 'Pin')
  await expect(row(page, 'widest clips').getByRole('img', { name: 'pinned' })).toBeVisible()
  await choose(page, 'narrow', 'Rename')
  await page.keyboard.type('thrown away')
  await page.keyboard.press('Escape')

  await page.reload()
  await page.getByRole('tab', { name: 'Runs' }).click()
  await expect(row(page, 'widest clips')).toContainText('Collapses.')
  await expect(row(page, 'widest clips').getByRole('img', { name: 'pinned' })).toBeVisible()
  await expect(row(page, 'narrow')).toBeVisible()
  await button(page, 'Show widest clips').click()
  await expect(page.getByRole('region', { name: 'Settings of the shown run' })).toContainText('widest clips')

  await page.getByRole('searchbox', { name: 'Filter runs' }).fill('collapses')
  await expect(row(page, 'narrow')).toHaveCount(0)
  await expect(row(page, 'widest clips')).toBeVisible()
})

test('what is exported is imported as it was', async ({ page }) => {
  await openRuns(page)
  await importFiles(page, wide)
  const download = page.waitForEvent('download')
  await choose(page, 'wide', 'Export')
  const file = await download
  expect(file.suggestedFilename()).toBe('wide.json')
  const text = await readFile(await file.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject(wide)

  await choose(page, 'wide', 'Delete')
  await expect(row(page, 'wide')).toHaveCount(0)
  await importFiles(page, JSON.parse(text) as object)
  const again = page.waitForEvent('download')
  await choose(page, 'wide', 'Export')
  expect(await readFile(await (await again).path(), 'utf8')).toBe(text)
})

test('a deleted run comes back, and one that was not stays away', async ({ page }) => {
  await openRuns(page)
  await importFiles(page, wide, narrow)
  await choose(page, 'wide', 'Delete')
  await expect(page.getByRole('status').filter({ hasText: 'wide was deleted.' })).toBeVisible()
  await button(page, 'Undo').click()
  await expect(row(page, 'wide')).toContainText('clips at 5')
  await choose(page, 'narrow', 'Delete')
  await expect(row(page, 'narrow')).toHaveCount(0)

  await page.reload()
  await page.getByRole('tab', { name: 'Runs' }).click()
  await expect(row(page, 'wide')).toBeVisible()
  await expect(row(page, 'narrow')).toHaveCount(0)
})

test('a file can be dropped, and one that holds no run is refused with a sentence', async ({ page }) => {
  await openRuns(page)
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }))
    transfer.items.add(new File(['purr'], 'cat.json', { type: 'application/json' }))
    return transfer
  }, JSON.stringify(wide))
  await list(page).dispatchEvent('drop', { dataTransfer: dropped })
  await expect(row(page, 'wide')).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('cat.json was not imported. It is not JSON.')
  await expectNoViolations(page, 'main')
  for (const width of [360, 768]) {
    await page.setViewportSize({ width, height: 900 })
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})

/** Enough SFT steps that it is paused before they run out. */
const LONG = './#v=1&preset=smoke&seeds.count=1&arms=sft&pretrain.steps=1&sft.steps=2000&evaluation.every=1000'

test('a run of one tab goes on in the list of another, and is cut off once its tab is closed', async ({
  page,
  context,
}) => {
  await page.clock.install()
  await page.goto(LONG)
  await button(page, 'Run').click()
  const status = page.getByRole('region', { name: 'Run', exact: true })
  await expect(status).toContainText(/SFT · step \d+ of 2000/, { timeout: 120_000 })
  await button(page, 'Pause').click()
  await expect(status).toContainText('paused')
  // What goes on is kept every half a minute.
  await page.clock.runFor(31_000)

  const other = await context.newPage()
  await openRuns(other)
  const going = list(other).getByRole('row').filter({ hasText: 'Going on in another tab' })
  await expect(going).toHaveCount(1)
  await going.getByRole('button', { name: /^More on/ }).click()
  await expect(other.getByRole('menuitem', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true')
  await other.keyboard.press('Escape')
  // What is written about it there reaches the tab it goes on in.
  await going.getByRole('button', { name: /^More on/ }).click()
  await other.getByRole('menuitem', { name: 'Rename' }).click()
  await other.keyboard.type('from afar')
  await other.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Runs' }).click()
  await expect(row(page, 'from afar')).toContainText('Going on')

  await page.close()
  await expect(row(other, 'from afar')).toContainText('Cut off')
})
