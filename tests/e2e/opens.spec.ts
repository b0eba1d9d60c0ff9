import { expect, test } from './support/page'

test('the built page opens', async ({ page }) => {
  await page.goto('./')
  await expect(page).toHaveTitle(/PEAR Playground/)
})
