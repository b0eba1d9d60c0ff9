import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, preview } from 'vite'
import { Problem, root } from './script.mjs'

const DEFAULT_PORT = 4173

/**
 * The port asked for, undefined where none is.
 * @param {string | undefined} text
 */
export function parsePort(text) {
  if (text === undefined || text === '') return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Problem(`PORT is "${text}"; it must be a number from 0 to 65535.`)
  return port
}

/**
 * Whether there is a desktop that can show a browser to whoever started this.
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 */
export function hasDesktop(environment, platform) {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = environment
  if (CI || SSH_CONNECTION) return false
  return platform === 'darwin' || platform === 'win32' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY)
}

export async function buildPage() {
  await build({ root, logLevel: 'warn' })
}

/** Serves dist/, prints the address and keeps the process alive until Ctrl-C. */
export async function servePage() {
  if (!existsSync(join(root, 'dist', 'index.html'))) throw new Problem('There is no build in dist/: run npm start.')
  const port = parsePort(process.env.PORT)
  const open = process.stdout.isTTY && hasDesktop(process.env, process.platform)
  const server = await preview({
    root,
    preview: { port: port ?? DEFAULT_PORT, strictPort: port !== undefined, open },
  }).catch((/** @type {unknown} */ error) => {
    if (port === undefined || !String(error).includes('in use')) throw error
    throw new Problem(`Port ${port} is taken. Set PORT to another one, or leave it out to get a free one.`)
  })

  const stop = () => {
    console.log('\nStopped.')
    // A browser keeps its connections open; waiting for them would keep the server from ending.
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  console.log(`\nPEAR Playground: ${server.resolvedUrls?.local[0] ?? ''}\nCtrl-C stops it.`)
}
