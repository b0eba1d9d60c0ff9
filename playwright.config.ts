import { defineConfig } from '@playwright/test'
import { chromiumArguments, requireChromium } from './tools/chromium.mjs'

/** `npm test` gives a free port; this one is for `npx playwright test`, after `npm run build`. */
const port = process.env.PEAR_E2E_PORT ?? '4317'
const address = `http://localhost:${port}`

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  reporter: 'list',
  reportSlowTests: null,
  forbidOnly: true,
  retries: 0,
  // Two pages at once would only share the processor that plays the GPU.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: address,
    launchOptions: { executablePath: requireChromium(), args: chromiumArguments() },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
  webServer: {
    // The built page, served by what `npm start` serves it with.
    command: 'node tools/start.mjs --serve-only',
    env: { PORT: port, BROWSER: 'none' },
    url: address,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
})
