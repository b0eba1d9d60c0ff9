import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArguments, chromiumPath } from './bin/chromium.mjs'

/** What every project insists on: a test that asserts nothing, is skipped by `only`, or does not exist is a failure. */
const strict = { expect: { requireAssertions: true }, allowOnly: false, passWithNoTests: false } as const

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', environment: 'node', include: ['tests/unit/**/*.test.ts'], ...strict } },
      {
        optimizeDeps: { include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-webgpu', 'zod', 'fast-check'] },
        test: {
          name: 'gpu',
          include: ['tests/gpu/**/*.test.ts'],
          // Software WebGPU compiles and runs every shader on the processor.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          ...strict,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromiumPath(), args: chromiumArguments() },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
