import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'
import { Problem } from './problem.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const MISSING = `No Chromium was found. Install Chromium or Chrome (on Debian: apt-get install chromium; anywhere: \
npx playwright install --with-deps chromium), or set CHROME_PATH to the program, then try again.`

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

/**
 * Flags that give WebGPU in a headless Chromium: on the processor (SwiftShader), which is there on every machine and the
 * same on all of them, unless `PEAR_GPU` is set to ask for the machine's own GPU.
 */
export function chromiumArguments() {
  const ownGpu = process.platform === 'linux' ? ['--use-angle=vulkan', '--enable-features=Vulkan'] : []
  return [
    '--enable-unsafe-webgpu',
    ...(process.env.PEAR_GPU ? ownGpu : ['--use-webgpu-adapter=swiftshader']),
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
