import { test as base, expect } from '@playwright/test'
import { watch, type Allowed } from './watch'

interface Fixtures {
  allowed: Allowed
  watched: undefined
}

/**
 * Playwright's `test`, which also fails where the page reports an error, leaves one uncaught or reaches another host. A
 * test that provokes one says so: `test.use({ allowed: { hosts: [], errors: [/lost/] } })`.
 */
export const test = base.extend<Fixtures>({
  allowed: [{ hosts: [], errors: [] }, { option: true }],
  watched: [
    async ({ context, baseURL, allowed }, use) => {
      const complaints = watch(context, baseURL ?? 'about:blank', allowed)
      await use(undefined)
      expect(complaints, 'what the page did besides').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
