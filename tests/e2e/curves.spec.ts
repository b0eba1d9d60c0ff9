import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { ArmId } from '../../src/config/armId'
import type { PointEvent } from '../../src/results/events'
import { defaultPreset } from '../../src/config/presets'
import { resultsFile } from '../helpers/resultsFile'
import { expect, PROCESSOR, test } from './support/page'

test.use({ engine: PROCESSOR })

/** pass@1 of two seeds after 0, 2 and 4 steps. */
const passAt1: Readonly<Record<'sft' | 'rl', Partial<Record<ArmId, readonly (readonly [number, number])[]>>>> = {
  sft: {
    sft: [
      [0.3, 0.5],
      [0.2, 0.4],
      [0.1, 0.3],
    ],
    token: [
      [0.3, 0.5],
      [0.3, 0.3],
      [0.2, 0.2],
    ],
  },
  rl: {
    none: [
      [0.3, 0.5],
      [0.4, 0.6],
      [0.5, 0.7],
    ],
    sft: [
      [0.1, 0.3],
      [0.2, 0.4],
      [0.3, 0.5],
    ],
    token: [
      [0.2, 0.2],
      [0.4, 0.6],
      [0.6, 0.8],
    ],
  },
}
const rewards = [0.2, 0.8, 0.8, 0.8]

function points(): PointEvent[] {
  return (['sft', 'rl'] as const).flatMap((stage) =>
    (Object.keys(passAt1[stage]) as ArmId[]).flatMap((arm) =>
      [0, 1].flatMap((seed) => {
        const point = (source: PointEvent['source'], step: number, values: PointEvent['values']): PointEvent => ({
          kind: 'point',
          stage,
          source,
          step,
          arm,
          seed,
          values,
        })
        const trained = [1, 2, 3, 4].map((step, i) =>
          point('train', step, {
            // The divergence starts at 0, which no logarithmic axis can show.
            ...(stage === 'rl' ? { reward: rewards[i] ?? 0, kl: 0.1 * i } : { loss: 10 ** (3 - step) }),
            tokens: 500 * step,
            seconds: 2 * step,
          }),
        )
        const evaluated = (passAt1[stage][arm] ?? []).map((values, i) =>
          point('evaluation', 2 * i, { passAt1: values[seed] ?? 0, passAtK: 1, greedy: 1, heldOutNll: 1 + i }),
        )
        return [...trained, ...evaluated]
      }),
    ),
  )
}

/** Opens the page with a recorded run whose figures are known by hand. */
async function open(page: Page): Promise<void> {
  const { config } = defaultPreset
  const recorded = resultsFile(
    {
      ...config,
      arms: ['none', 'sft', 'token'],
      seeds: { first: 0, count: 2 },
      sft: { ...config.sft, steps: 4 },
      rl: { ...config.rl, steps: 4 },
      evaluation: { ...config.evaluation, every: 2 },
    },
    [0, 1],
    points(),
  )
  await page.route('**/runs/default.json*', (route) => route.fulfill({ json: recorded }))
  await page.goto('./')
  await expect(page.getByRole('figure', { name: 'Held-out pass@1', exact: true })).toBeVisible()
}

const main = (page: Page): Locator => page.locator('[data-chart="main"]')
const position = (page: Page, title: string): Locator =>
  page.getByRole('slider', { name: `Position in ${title}`, exact: true })
const says = (slider: Locator, text: string | RegExp) => expect(slider).toHaveAttribute('aria-valuetext', text)
const metric = (page: Page): Locator => page.getByRole('combobox', { name: 'Metric' })

test('the keyboard reads every chart at one place', async ({ page }) => {
  await open(page)
  const slider = position(page, 'Held-out pass@1')
  await slider.focus()
  await page.keyboard.press('End')
  // Half of the 95 % interval of 0.6 and 0.8: 12.706 · 0.1.
  await says(
    slider,
    'RL, step 4: No SFT 0.600 ± 1.271, n = 2; SFT 0.400 ± 1.271, n = 2; PEAR (token) 0.700 ± 1.271, n = 2',
  )
  await says(position(page, 'Reward'), /^RL, step 4:/)
  await page.keyboard.press('ArrowLeft')
  await says(slider, /^RL, step 2: .*PEAR \(token\) 0\.500/)
  const small = page.getByRole('figure', { name: 'Reward', exact: true })
  await expect(small.locator('[data-part="cursor"] circle')).toHaveCount(3)
  await page.keyboard.press('Home')
  await says(slider, /^SFT, step 0: SFT 0\.400 ± 1\.271, n = 2; PEAR \(token\) 0\.400/)
  await expect(small.locator('[data-part="cursor"]')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-part="cursor"]')).toHaveCount(0)

  // A pointer shows the same in a box.
  await slider.hover({ position: { x: 60, y: 60 } })
  await expect(main(page).locator('[data-part="tooltip"]')).toContainText('SFT, step 0')
})

test('any metric becomes the main chart, over steps, tokens or seconds, smoothed or logarithmic', async ({ page }) => {
  await open(page)
  await page.getByRole('button', { name: 'Show SFT loss in the main chart' }).click()
  await expect(main(page)).toHaveAccessibleName('SFT loss')
  await expect(main(page)).toBeFocused()
  const log = main(page).getByRole('checkbox', { name: /^Log y/ })
  await expect(main(page).locator('.recharts-cartesian-axis-tick-value').filter({ hasText: /^0$/ })).toHaveCount(2)
  await log.check()
  // The only 0 left is that of the steps.
  await expect(main(page).locator('.recharts-cartesian-axis-tick-value').filter({ hasText: /^0$/ })).toHaveCount(1)

  await metric(page).selectOption('KL to the SFT checkpoint')
  await expect(log).toBeDisabled()
  await expect(main(page)).toContainText('needs values above 0')

  await metric(page).selectOption('Reward')
  const slider = position(page, 'Reward')
  await slider.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await says(slider, /SFT 0\.800 ± 0\.000, n = 2/)
  await expect(main(page).locator('[data-part="raw"]')).toHaveCount(0)
  await page.getByRole('spinbutton', { name: 'Smoothing weight' }).fill('0.5')
  await expect(main(page).locator('[data-part="raw"]')).toHaveCount(3)
  await slider.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  // (0.5 · 0.2 + 0.8) / 1.5
  await says(slider, /SFT 0\.600 ± 0\.000, n = 2/)

  await metric(page).selectOption('Held-out pass@1')
  const axis = page.getByRole('combobox', { name: 'Horizontal axis' })
  for (const [unit, end] of [
    ['Tokens', 'RL, 2000 tokens: '],
    ['Seconds', 'RL, 8 seconds: '],
  ] as const) {
    await axis.selectOption(unit)
    await expect(main(page)).toContainText(`${unit} of SFT, then RL`)
    await says(position(page, 'Held-out pass@1'), new RegExp(`^${end}`))
  }
})

test('arms can be hidden by keyboard, and every chart can be a table', async ({ page }) => {
  await open(page)
  const arm = page.getByRole('group', { name: 'What the charts show' }).getByRole('button', { name: 'PEAR (token)' })
  await expect(arm).toHaveAttribute('aria-pressed', 'true')
  const lines = page.locator('[data-curve="token"]')
  await expect(lines.first()).toBeAttached()
  await arm.focus()
  await page.keyboard.press('Space')
  await expect(arm).toHaveAttribute('aria-pressed', 'false')
  await expect(lines).toHaveCount(0)
  await page.keyboard.press('Space')
  await expect(lines.first()).toBeAttached()

  await page.getByRole('checkbox', { name: 'Show as tables' }).check()
  await expect(page.locator('[data-part="mean"]')).toHaveCount(0)
  const table = main(page).getByRole('table')
  await expect(table.getByRole('columnheader')).toHaveText(['Step', /No SFT/, /SFT/, /PEAR \(token\)/])
  await expect(
    table
      .getByRole('row', { name: /^SFT 0/ })
      .getByRole('cell')
      .first(),
  ).toHaveText('—')
  await expect(table.getByRole('row', { name: /^RL 4/ }).getByRole('cell').last()).toHaveText(
    '0.700 [−0.571, 1.971], n = 2',
  )
  await expect(page.getByRole('region', { name: 'SFT loss as a table, scrolls' })).toBeVisible()
  await expect(page.getByRole('region', { name: /^Before and after RL as a table/ })).toContainText('PEAR (token)')
})

test('the run goes out as CSV, and the chart as a picture that needs no page', async ({ page }) => {
  await open(page)
  const save = async (name: string): Promise<string> => {
    const download = page.waitForEvent('download')
    await main(page).getByRole('button', { name, exact: true }).click()
    return readFile(await (await download).path(), 'latin1')
  }
  const [head, ...rows] = (await save('CSV')).trimEnd().split('\r\n')
  expect(head).toBe('run,stage,step,arm,seed,metric,value,tokens,seconds,source')
  const values = points()
    .flatMap((point) => Object.keys(point.values))
    .filter((name) => !['tokens', 'seconds'].includes(name))
  expect(rows).toHaveLength(values.length)
  expect(rows).toContain('Recorded run,rl,2,token,1,passAt1,0.6,1000,4,evaluation')
  expect(rows).toContain('Recorded run,sft,0,sft,0,passAt1,0.3,0,0,evaluation')

  const svg = await save('SVG')
  expect(svg).toMatch(/^<svg [^]*Held-out pass@1, Recorded run[^]*PEAR \(token\)[^]*<\/svg>$/)
  expect(svg).not.toMatch(/var\(|light-dark|class=|href=/)
  expect((await save('PNG')).slice(1, 4)).toBe('PNG')
})
