import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { canUseApt, installDebianPackages } from '../chromium.mjs'
import { Problem } from '../script.mjs'

/** Where Debian keeps MiniBrowser, the window around WebKitGTK that WebKitWebDriver steers. */
const LIBRARIES = '/usr/lib'

/** Programs, and the packages of Debian that bring them. */
const PACKAGES = new Map([
  ['firefox-esr', 'firefox-esr'],
  ['WebKitWebDriver', 'webkit2gtk-driver'],
  ['Xvfb', 'xvfb'],
  ['xvfb-run', 'xvfb'],
  ['xauth', 'xauth'],
  ['dbus-run-session', 'dbus'],
])

/** @param {string} program */
const isThere = (program) => spawnSync('which', [program], { stdio: 'ignore' }).status === 0

/** The path of MiniBrowser; undefined where there is none. */
export function findMiniBrowser() {
  if (!existsSync(LIBRARIES)) return undefined
  return readdirSync(LIBRARIES)
    .filter((name) => name.endsWith('-linux-gnu'))
    .flatMap((machine) =>
      readdirSync(join(LIBRARIES, machine))
        .filter((name) => name.startsWith('webkit2gtk-'))
        .map((name) => join(LIBRARIES, machine, name, 'MiniBrowser')),
    )
    .filter((path) => existsSync(path))
    .at(-1)
}

/** Installs Firefox and WebKit where they are missing. Throws a `Problem` where that cannot be done. */
export async function ensureBrowsers() {
  const missing = () => [...PACKAGES].filter(([program]) => !isThere(program)).map(([, name]) => name)
  if (missing().length > 0 && canUseApt()) {
    console.log("Firefox or WebKit is missing here: trying Debian's packages")
    await installDebianPackages([...new Set(missing())])
  }
  if (missing().length > 0 || findMiniBrowser() === undefined)
    throw new Problem(
      `This needs Firefox and WebKit, and there is no ${[...new Set(missing()), 'MiniBrowser'].join(', ')}. ` +
        `On Debian: apt-get install ${[...new Set(PACKAGES.values())].join(' ')}.`,
    )
}
