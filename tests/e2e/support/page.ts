import { test as base, expect } from '@playwright/test'
import { watch, type Allowed } from './watch'

interface Fixtures {
  allowed: Allowed
  /** Forms of the kernels that the page is set to, so that it need not measure them; with '' it has its defaults. */
  forms: string
  settled: undefined
  watched: undefined
}

/**
 * Playwright's `test`, which also fails where the page reports an error, leaves one uncaught or reaches another host. A
 * test that provokes one says so: `test.use({ allowed: { hosts: [], errors: [/lost/] } })`. The page is set to forms of the kernels that
 * compile fast on software, unless a test says `test.use({ forms: '' })`.
 */
export const test = base.extend<Fixtures>({
  allowed: [{ hosts: [], errors: [] }, { option: true }],
  forms: ['{"engine":"fused","tile":"8x8e","rollout":"1x8"}', { option: true }],
  settled: [
    async ({ context, forms }, use) => {
      if (forms !== '') {
        await context.addInitScript((settings) => {
          if (location.protocol.startsWith('http')) localStorage.setItem('engine', settings)
        }, forms)
      }
      await use(undefined)
    },
    { auto: true },
  ],
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
