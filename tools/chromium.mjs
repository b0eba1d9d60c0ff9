import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { chromium } from 'playwright'
import { Problem, run } from './script.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const MISSING = `No Chromium was found. Install Chromium or Chrome (on Debian: apt-get install chromium; anywhere: \
npx playwright install --with-deps chromium), or set CHROME_PATH to the program, then try again.`

const DOWNLOAD_LIMIT_SECONDS = 240

/** Where macOS and Windows keep browsers, which are not on the PATH there. */
function usualPlaces() {
  if (process.platform === 'darwin')
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
      join(folder, 'Google Chrome.app', 'Contents', 'MacOS', 'Google Chrome'),
      join(folder, 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
    ])
  if (process.platform === 'win32') {
    const { ProgramFiles, 'ProgramFiles(x86)': older, LOCALAPPDATA } = process.env
    return [ProgramFiles, older, LOCALAPPDATA].flatMap((folder) =>
      folder === undefined
        ? []
        : [
            join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
            join(folder, 'Chromium', 'Application', 'chrome.exe'),
            join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
          ],
    )
  }
  return []
}

/** @param {string} path */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

/**
 * Whether a program starts: a downloaded Chromium may lack libraries, and some distributions ship a stub that only points
 * to a store. On Windows a browser asked for its version opens a window instead, so there the file is enough.
 * @param {string} path
 */
export function canStart(path) {
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

/**
 * Path of the Chromium to use: `CHROME_PATH`, else one on the PATH, in a usual place, or Playwright's own; undefined where
 * there is none. Playwright's own is its full build: the smaller headless one has no WebGPU.
 * @param {(path: string) => boolean} [starts]
 */
export function findChromium(starts = canStart) {
  const named = process.env.CHROME_PATH
  if (named) {
    if (!isFile(named)) throw new Problem(`CHROME_PATH is ${named}, but there is no such file.`)
    if (!starts(named)) throw new Problem(`CHROME_PATH is ${named}, but that does not start.`)
    return named
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...usualPlaces(), chromium.executablePath()].find((path) => isFile(path) && starts(path))
}

/**
 * Path of the Chromium to use; throws a sentence that says what to do where there is none.
 * @param {(path: string) => boolean} [starts]
 */
export function requireChromium(starts = canStart) {
  const path = findChromium(starts)
  if (path === undefined) throw new Problem(MISSING)
  return path
}

/** Vitest calls this before it starts a browser, whose own complaint would not say what to do. */
export function setup() {
  requireChromium()
}

/** Playwright's own Chromium. Where it cannot be downloaded this fails, and the next way is tried. */
async function downloadChromium() {
  const program = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  await run(process.execPath, [program, 'install', 'chromium', '--no-shell'], {
    environment: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    limitSeconds: DOWNLOAD_LIMIT_SECONDS,
  })
}

/** Whether this is Debian, and packages can be installed. */
export function canUseApt() {
  const release = '/etc/os-release'
  return process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'))
}

/** @param {string[]} names */
export async function installDebianPackages(names) {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { environment })
  await run('apt-get', ['install', '--yes', '--no-install-recommends', ...names], { environment })
}

/** Path of a Chromium that starts, installed first where the machine has none. */
export async function ensureChromium() {
  const present = findChromium()
  if (present !== undefined) return present
  console.log("There is no Chromium here: trying Playwright's own")
  await downloadChromium()
  if (findChromium() === undefined && canUseApt()) {
    console.log("That is not to be had or does not start here: trying Debian's package")
    await installDebianPackages(['chromium'])
  }
  return requireChromium()
}

/**
 * Flags that give WebGPU in a headless Chromium: on the processor (SwiftShader), which is there on every machine and the
 * same on all of them, unless the machine's own GPU is asked for, as `PEAR_GPU` asks for the tests.
 */
export function chromiumArguments(isOwnGpu = Boolean(process.env.PEAR_GPU)) {
  const ownGpu = process.platform === 'linux' ? ['--use-angle=vulkan', '--enable-features=Vulkan'] : []
  return [
    '--enable-unsafe-webgpu',
    ...(isOwnGpu ? ownGpu : ['--use-webgpu-adapter=swiftshader']),
    // Chromium refuses to run as root inside its own sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    // Tests reach nothing but the page they serve. Playwright's own flags stop most of Chromium's traffic; these the rest.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--no-first-run',
    '--no-pings',
  ]
}
