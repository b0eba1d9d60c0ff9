import { expect, test } from './support/page'

test.use({
  allowed: { hosts: [], errors: [/Failed to load resource/, /dynamically imported module/, /broken on purpose/] },
})

const TINY = './#v=1&preset=smoke&arms=sft&seeds.count=1&sft.steps=1&rl.steps=1&pretrain.steps=1'

test('a part that cannot be drawn leaves the rest of the page, and the link', async ({ page }) => {
  await page.route(/\/Figures-.*\.js$/, (route) => route.abort())
  await page.goto(TINY)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The charts could not be shown' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Run' })).toContainText(/Finished in \d/, { timeout: 120_000 })
  await expect(page.getByRole('table', { name: /Results on/ })).toContainText('over one seed')
  expect(new URL(page.url()).hash).toBe(new URL(TINY, page.url()).hash)
})

for (const script of ['main', 'trainer'])
  test(`a worker whose ${script} cannot be loaded is reported, not waited for`, async ({ page }) => {
    await page.route(new RegExp(`/${script}-.*\\.js$`), (route) => route.abort())
    await page.goto(TINY)
    await expect(page.getByRole('alert')).toContainText('The training worker failed')
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  })

test('a promise of the worker that fails, and that nobody waits for, ends the run with its message', async ({
  page,
}) => {
  const fault = `let broken = false
    addEventListener('message', ({ data }) => {
      if (data.path?.[0] !== 'run' || broken) return
      broken = true
      void Promise.reject(new Error('broken on purpose'))
    })`
  await page.route(/\/main-[^/]*\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${fault};${await response.text()}` })
  })
  await page.goto(TINY)
  const run = page.getByRole('region', { name: 'Run' })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(run.getByRole('alert')).toContainText('broken on purpose')
  // The next run has an engine of its own.
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(run).toContainText(/Finished in \d/, { timeout: 120_000 })
})

test('an error that nobody caught is shown', async ({ page }) => {
  await page.goto('./')
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('broken on purpose')
    })
    void Promise.reject(new Error('also broken on purpose'))
  })
  const alert = page.getByRole('alert').filter({ hasText: 'Something went wrong' })
  await expect(alert.getByRole('listitem')).toHaveCount(2)
  await alert.getByRole('button', { name: 'Dismiss' }).click()
  await expect(alert).toHaveCount(0)
})
