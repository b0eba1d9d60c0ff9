import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * Fails where axe-core finds a violation of its rules in the page as it stands now, and names each with the elements that
 * break it. `within` is a CSS selector of the part to look at; without it, the whole page. `rules` are all of axe-core's unless given.
 */
export async function expectNoViolations(page: Page, within?: string, rules?: string[]): Promise<void> {
  // Drawings that are hidden from assistive technology have thousands of parts and nothing to violate.
  const axe = new AxeBuilder({ page }).exclude('[role="slider"] > [aria-hidden="true"]')
  if (rules) axe.withRules(rules)
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    elements: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`),
  }))
  expect(found, `axe-core in ${within ?? 'the page'}`).toEqual([])
}
