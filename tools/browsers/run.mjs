import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { ensureChromium } from '../chromium.mjs'
import { Problem, readJson, root } from '../script.mjs'
import { buildPage } from '../serve.mjs'
import { linesOf } from './digest.mjs'
import { openChromium, openFirefox, openWebKit } from './drivers.mjs'
import { ensureBrowsers } from './install.mjs'

const HELP = `npm run browsers [-- chromium firefox webkit]

Runs the experiments of tests/digests.json in the built page, on the processor's engine, in these browsers, the first two
unless said (WebKit runs them too, but does not always hand over what it found), and compares every figure with those that Node computes: they must be the same to the bit. Installs the browsers where
they are missing (Debian).`

/** Seconds that one experiment may take. */
const LIMIT = 240

/**
 * @typedef {{ link: string, digest: string }} Experiment
 * @typedef {import('./drivers.mjs').Driver} Driver
 */

/** The text of the region that says how a run goes, and whether it can be started. */
const STATE = `({
  address: location.href,
  text: document.querySelector('[aria-label="Run"]')?.textContent ?? '',
  ready: [...document.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Run' && !one.disabled),
})`

const START = `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Run').click()`

/** The digest (`digestOf`) of the run that the browser keeps whole, and how many points it has; null where there is none yet. */
const KEPT = `(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
  const database = await asked(indexedDB.open('pear-playground-runs'))
  const files = await asked(database.transaction('runs').objectStore('runs').getAll(IDBKeyRange.bound('file ', 'file!')))
  database.close()
  // A run that goes on is kept as one that was stopped.
  const run = files.map((file) => JSON.parse(file)).find(({ end }) => end === undefined)
  if (run === undefined) return null
  const text = new TextEncoder().encode((${linesOf.toString()})(run.points).join('\\n'))
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return { points: run.points.length, digest: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
})()`

/** The processor's engine, kept as the page keeps it. */
const SETTINGS = JSON.stringify({ engine: 'cpu', tile: 'measured', rollout: 'measured' })

/**
 * Runs an experiment in a browser that has kept nothing yet, and gives what it found.
 * @param {Driver} driver
 * @param {string} address of the page
 * @param {Experiment} experiment
 */
async function runIn(driver, address, { link }) {
  await driver.open(address)
  await until(driver, ({ text }) => text !== '')
  await driver.evaluate(`(localStorage.setItem('engine', ${JSON.stringify(SETTINGS)}), null)`)
  // Another address and not another fragment alone: the page is loaded anew, with the engine that is kept.
  await driver.open(`${address}?again${link}`)
  await until(driver, ({ address: shown, ready }) => shown.includes('?again') && ready)
  const start = performance.now()
  await driver.evaluate(`(${START}, null)`)
  await until(driver, ({ text }) => {
    if (/failed|without a word/i.test(text)) throw new Problem(`The run failed. The page says: ${text}`)
    return /Finished in \d/.test(text)
  })
  const seconds = (performance.now() - start) / 1000
  const end = performance.now() + LIMIT * 1000
  while (performance.now() < end) {
    const kept = /** @type {{ digest: string, points: number } | null} */ (await driver.evaluate(KEPT))
    if (kept) return { ...kept, seconds }
    await after(250)
  }
  throw new Problem('The run was not kept.')
}

/**
 * Waits for a state of the page.
 * @param {Driver} driver
 * @param {(state: { address: string, text: string, ready: boolean }) => boolean} is
 */
async function until(driver, is) {
  const end = performance.now() + LIMIT * 1000
  let said = ''
  while (performance.now() < end) {
    // A page that is being left for another one answers nothing.
    const state = await driver.evaluate(STATE).catch((/** @type {unknown} */ error) => {
      said = String(error)
      return undefined
    })
    if (state !== undefined) {
      const shown = /** @type {{ address: string, text: string, ready: boolean }} */ (state)
      if (is(shown)) return
      said = shown.text
    }
    await after(250)
  }
  throw new Problem(`The page did not get so far in ${LIMIT} seconds. The last of it: ${said}`)
}

/**
 * What a browser is asked for, unless it takes longer than it may.
 * @template T
 * @param {string} name
 * @param {Promise<T>} work
 */
async function inTime(name, work) {
  const stop = new AbortController()
  const late = after(LIMIT * 1000, undefined, { signal: stop.signal }).then(() => {
    throw new Problem(`${name} did not answer in ${LIMIT} seconds.`)
  })
  late.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    stop.abort()
  }
}

const BROWSERS = /** @type {const} */ ([
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
  ['WebKit', openWebKit],
])

/**
 * Every experiment in every browser; resolves to the exit status.
 * @param {string[]} parameters
 */
export async function compareBrowsers(parameters) {
  const named = BROWSERS.filter(([name]) =>
    parameters.length === 0 ? name !== 'WebKit' : parameters.includes(name.toLowerCase()),
  )
  if (parameters.some((parameter) => !BROWSERS.some(([name]) => name.toLowerCase() === parameter))) {
    console.log(HELP)
    return parameters.includes('--help') || parameters.includes('-h') ? 0 : 2
  }
  await ensureChromium()
  await ensureBrowsers()
  await buildPage()
  const { preview } = await import('vite')
  const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' } })
  const address = server.resolvedUrls?.local[0] ?? ''
  const experiments = /** @type {Record<string, Experiment>} */ (readJson(join(root, 'tests', 'digests.json')))
  let different = 0
  try {
    for (const [name, open] of named)
      for (const [experiment, expected] of Object.entries(experiments)) {
        const driver = await inTime(name, open())
        try {
          const { digest, points, seconds } = await inTime(name, runIn(driver, address, expected))
          const isSame = digest === expected.digest
          if (!isSame) different++
          console.log(
            `${isSame ? 'ok    ' : 'FAILED'}  ${name} (${driver.version})  ${experiment}: ${points} points in ${seconds.toFixed(1)} s` +
              (isSame ? ', the bits that Node computes' : `, digest ${digest} and not ${expected.digest}`),
          )
        } finally {
          await driver.close()
        }
      }
  } finally {
    await server.close()
  }
  console.log(different === 0 ? '\nThe same bits everywhere.' : `\n${different} of them differ.`)
  return different === 0 ? 0 : 1
}
