import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { findChromium, requireChromium } from './chromium.mjs'
import { run } from './run.mjs'

const DOWNLOAD_LIMIT_SECONDS = 240

/** Playwright's own Chromium. Where it cannot be downloaded this fails, and the next way is tried. */
async function downloadChromium() {
  const program = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  await run(process.execPath, [program, 'install', 'chromium', '--no-shell'], {
    environment: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    limitSeconds: DOWNLOAD_LIMIT_SECONDS,
  })
}

function canUseApt() {
  const release = '/etc/os-release'
  return process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'))
}

async function installDebianPackage() {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { environment })
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { environment })
}

/** Path of a Chromium that starts, installed first where the machine has none. */
export async function ensureChromium() {
  const present = findChromium()
  if (present !== undefined) return present
  console.log("There is no Chromium here: trying Playwright's own")
  await downloadChromium()
  if (findChromium() === undefined && canUseApt()) {
    console.log("That is not to be had or does not start here: trying Debian's package")
    await installDebianPackage()
  }
  return requireChromium()
}
