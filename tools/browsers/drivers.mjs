/*
 * Browsers of three makers behind one face: it opens an address, and evaluates expressions in its page.
 */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { chromiumArguments, requireChromium } from '../chromium.mjs'
import { freePort, Problem } from '../script.mjs'
import { findMiniBrowser } from './install.mjs'

/**
 * @typedef {{
 *   version: string,
 *   open: (address: string) => Promise<void>,
 *   evaluate: (expression: string) => Promise<unknown>,
 *   close: () => Promise<void>,
 * }} Driver
 * `evaluate` resolves to what the promise of an expression gives, which JSON must be able to hold.
 */

/** A Chromium without WebGPU. */
export async function openChromium() {
  const { chromium } = await import('playwright')
  const args = chromiumArguments().filter((name) => !name.includes('webgpu'))
  const browser = await chromium.launch({ executablePath: requireChromium(), args })
  const page = await browser.newPage()
  return /** @type {Driver} */ ({
    version: browser.version(),
    open: async (address) => {
      await page.goto(address)
    },
    evaluate: (expression) => page.evaluate(expression),
    close: () => browser.close(),
  })
}

/** Firefox, through WebDriver BiDi. */
export async function openFirefox() {
  const { default: puppeteer } = await import('puppeteer-core')
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true })
  const page = await browser.newPage()
  return /** @type {Driver} */ ({
    version: await browser.version(),
    open: async (address) => {
      await page.goto(address)
    },
    evaluate: (expression) => page.evaluate(expression),
    close: () => browser.close(),
  })
}

/** WebKitGTK's MiniBrowser, through WebDriver, on a screen of its own that nobody sees. */
export async function openWebKit() {
  const { Builder, Capabilities } = await import('selenium-webdriver')
  const port = await freePort()
  const program = spawn(
    'dbus-run-session',
    ['--', 'xvfb-run', '--auto-servernum', 'WebKitWebDriver', `--port=${port}`],
    {
      env: {
        ...process.env,
        // There is no graphics device, and root cannot have a sandbox.
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
      stdio: 'ignore',
      detached: true,
    },
  )
  const end = () => {
    if (program.pid !== undefined && program.exitCode === null) process.kill(-program.pid)
  }
  try {
    await listening(port, program)
    const browser = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          // A page that loads workers is not waited for in vain.
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
        }),
      )
      .build()
    await browser.manage().setTimeouts({ script: 20_000 })
    const capabilities = await browser.getCapabilities()
    return /** @type {Driver} */ ({
      version: `WebKitGTK ${String(capabilities.get('browserVersion'))}`,
      open: (address) => browser.get(address),
      evaluate: (expression) =>
        browser.executeAsyncScript(
          `const done = arguments[0]; Promise.resolve(${expression}).then(done, (error) => done({ failed: String(error) }))`,
        ),
      close: async () => {
        // It does not always answer to this, and ends with its driver.
        await Promise.race([browser.quit().catch(() => undefined), after(3_000)])
        end()
      },
    })
  } catch (error) {
    end()
    throw error
  }
}

/**
 * Waits until something listens on a port.
 * @param {number} port
 * @param {import('node:child_process').ChildProcess} program
 */
async function listening(port, program) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (program.exitCode !== null) break
    const isOpen = await new Promise((/** @type {(isOpen: boolean) => void} */ resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        resolve(true)
        socket.destroy()
      })
      socket.once('error', () => {
        resolve(false)
      })
    })
    if (isOpen) return
    await after(200)
  }
  throw new Problem('WebKitWebDriver does not answer.')
}
