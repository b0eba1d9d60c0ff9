import { test as base, expect } from '@playwright/test'
import { watch, type Allowed } from './watch'

/** Forms of the kernels that software compiles and runs fast. */
const FAST_FORMS = '{"engine":"fused","tile":"8x8e","rollout":"1x8"}'
/** For tests of which no device is the subject: an engine without shaders to compile. */
export const PROCESSOR = '{"engine":"cpu","tile":"measured","rollout":"measured"}'

interface Fixtures {
  allowed: Allowed
  /** Engine settings that the page finds; none where empty. */
  engine: string
  settled: undefined
  watched: undefined
}

/**
 * Playwright's `test`, which also fails where the page reports an error, leaves one uncaught or reaches another host. A
 * test that provokes one says so: `test.use({ allowed: { hosts: [], errors: [/lost/] } })`. The page need not
 * measure the device, unless a test says `test.use({ engine: '' })`.
 */
export const test = base.extend<Fixtures>({
  allowed: [{ hosts: [], errors: [] }, { option: true }],
  engine: [FAST_FORMS, { option: true }],
  settled: [
    async ({ context, engine }, use) => {
      if (engine !== '') {
        await context.addInitScript((settings) => {
          if (location.protocol.startsWith('http')) localStorage.setItem('engine', settings)
        }, engine)
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
