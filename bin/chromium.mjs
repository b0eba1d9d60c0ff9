import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Path of the Chromium to use: `CHROME_PATH`, one on the PATH, or Playwright's own; undefined where there is none. */
export function findChromium() {
  const named = process.env['CHROME_PATH']
  if (named) return named
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim()
    } catch {
      continue
    }
  }
  const own = chromium.executablePath()
  return existsSync(own) ? own : undefined
}

export function chromiumPath() {
  return findChromium() ?? ''
}

/** Flags that give WebGPU in a headless Chromium: on the processor unless `PEAR_GPU` asks for a real one. */
export function chromiumArguments() {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const adapter = process.env['PEAR_GPU'] ? [] : ['--use-webgpu-adapter=swiftshader']
  return ['--enable-unsafe-webgpu', ...adapter, ...root]
}
