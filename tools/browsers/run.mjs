import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { ensureChromium } from '../chromium.mjs'
import { Problem, readJson, root } from '../script.mjs'
import { buildPage } from '../serve.mjs'
import { digestOf } from './digest.mjs'
import { openChromium, openFirefox, openWebKit } from './drivers.mjs'
import { ensureBrowsers } from './install.mjs'

const HELP = `npm run browsers [-- chromium firefox webkit]

Runs the experiments of tests/digests.json in the built page, on the processor's engine, in these browsers, all unless said,
and compares every figure with those that Node computes: they must be the same to the bit. Installs the browsers where
they are missing (Debian).`

/** Seconds that one experiment may take. */
const LIMIT = 300

/**
 * @typedef {{ link: string, digest: string }} Experiment
 * @typedef {import('./drivers.mjs').Driver} Driver
 */

/** The text of the region that says how a run goes, and whether it can be started. */
const STATE = `({
  text: document.querySelector('[aria-label="Run"]')?.textContent ?? '',
  ready: [...document.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Run' && !one.disabled),
})`

const START = `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Run').click()`

/** The files of all runs that the browser keeps. */
const KEPT = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('pear-playground-runs')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const values = opening.result.transaction('runs').objectStore('runs').getAll(IDBKeyRange.bound('file ', 'file!'))
    values.onerror = () => reject(values.error)
    values.onsuccess = () => resolve(values.result)
  }
})`

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
  await until(driver, ({ ready }) => ready)
  const start = performance.now()
  await driver.evaluate(`(${START}, null)`)
  await until(driver, ({ text }) => {
    if (/failed|without a word/i.test(text)) throw new Problem(`The run failed. The page says: ${text}`)
    return /Finished in \d/.test(text)
  })
  const seconds = (performance.now() - start) / 1000
  const end = performance.now() + LIMIT * 1000
  while (performance.now() < end) {
    const files = /** @type {string[]} */ (await driver.evaluate(KEPT))
    const runs = files.map(
      (file) => /** @type {{ end?: object, points: import('./digest.mjs').Point[] }} */ (JSON.parse(file)),
    )
    // A run that goes on is kept as one that was stopped.
    const whole = runs.find((run) => run.end === undefined)
    if (whole) return { digest: digestOf(whole.points), points: whole.points.length, seconds }
    await after(250)
  }
  throw new Problem('The run was not kept.')
}

/**
 * Waits for a state of the page.
 * @param {Driver} driver
 * @param {(state: { text: string, ready: boolean }) => boolean} is
 */
async function until(driver, is) {
  const end = performance.now() + LIMIT * 1000
  let last = { text: '', ready: false }
  while (performance.now() < end) {
    last = /** @type {typeof last} */ (await driver.evaluate(STATE))
    if (is(last)) return
    await after(250)
  }
  throw new Problem(`The page did not get so far in ${LIMIT} seconds. It says: ${last.text}`)
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
  const named = BROWSERS.filter(([name]) => parameters.length === 0 || parameters.includes(name.toLowerCase()))
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
        const driver = await open()
        try {
          const { digest, points, seconds } = await runIn(driver, address, expected)
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
