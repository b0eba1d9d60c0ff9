import { expect, type Page } from '@playwright/test'

/** Expects the recorded run of the default preset: where it comes from, and its curves. */
export async function expectRecordedRun(page: Page): Promise<void> {
  await expect(page.getByText(/^Recorded on \d{4}-\d\d-\d\d: Answers without working/)).toBeVisible()
  const chart = page.getByRole('figure', { name: /^Held-out pass@1/ })
  await expect(chart.locator('[data-part="mean"]').first()).toBeAttached()
}
