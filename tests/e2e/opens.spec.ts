import { gzipSync } from 'node:zlib'
import { expect, PROCESSOR, test } from './support/page'
import { expectRecordedRun } from './support/recorded'

test.use({ engine: PROCESSOR })

/** Bytes of compressed script of the page itself; its workers load theirs beside it. */
const MOST_SCRIPT = 350_000

test('the page shows its recorded run, from little script', async ({ page }) => {
  // Never idle: what waits for that is not what the first view needs.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  const scripts = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const isScript = response.request().resourceType() === 'script'
    if (isScript && !response.url().includes('/assets/worker/'))
      scripts.set(
        response.url(),
        response.body().then((body) => gzipSync(body).length),
      )
  })
  await page.goto('./')
  await expect(page).toHaveTitle('PEAR Playground')
  await expectRecordedRun(page)
  for (const figure of await page.getByRole('figure').all()) await expect(figure).not.toContainText('No values yet')
  expect(scripts.size).toBeGreaterThan(0)
  const bytes = await Promise.all(scripts.values())
  expect(bytes.reduce((sum, own) => sum + own, 0)).toBeLessThan(MOST_SCRIPT)

  await page.mouse.wheel(0, 100_000)
  await expect(page.getByRole('figure', { name: 'Before and after RL', exact: true })).toBeVisible()
})
