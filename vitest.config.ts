import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { assembly } from './tools/assembly.mjs'
import { chromiumArguments, findChromium } from './tools/chromium.mjs'

/** What every project insists on: a test that asserts nothing, is skipped by `only`, or does not exist is a failure. */
const strict = { expect: { requireAssertions: true }, allowOnly: false, passWithNoTests: false, retry: 0 } as const

// The tests in Node need no Chromium; those that do find out in the global setup.
const executablePath = findChromium()
const launchOptions = { ...(executablePath === undefined ? {} : { executablePath }), args: chromiumArguments() }

export default defineConfig({
  test: {
    // On few cores Vitest would leave one of them idle.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [assembly()],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          ...strict,
        },
      },
      {
        plugins: [assembly()],
        optimizeDeps: { include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-webgpu', 'zod', 'fast-check'] },
        test: {
          name: 'gpu',
          include: ['tests/gpu/**/*.test.ts'],
          globalSetup: './tools/chromium.mjs',
          // Software WebGPU compiles and runs every shader on the processor.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          ...strict,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
