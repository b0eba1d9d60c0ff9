import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withPage } from '../../../cli/chromium'

const done: string[] = []
/** How the next page answers; undefined for one without an adapter. */
let answers: { build?: Error; open?: Error; adapters: boolean[] }

vi.mock('../../../tools/chromium.mjs', () => ({
  requireChromium: () => 'chromium',
  chromiumArguments: (isOwnGpu: boolean) => [isOwnGpu ? 'own GPU' : 'software'],
}))
vi.mock('vite', () => ({
  build: () => (answers.build ? Promise.reject(answers.build) : Promise.resolve()),
  preview: () => {
    done.push('served')
    const close = () => Promise.resolve(done.push('server closed'))
    return Promise.resolve({ resolvedUrls: { local: ['http://localhost/'] }, close })
  },
}))
vi.mock('playwright', () => ({
  chromium: {
    launch: ({ args }: { args: string[] }) => {
      done.push(`launched on ${args.join()}`)
      const browser = {
        version: () => '1.2',
        close: () => Promise.resolve(done.push('browser closed')),
        newPage: () =>
          Promise.resolve({
            goto: () => (answers.open ? Promise.reject(answers.open) : Promise.resolve()),
            evaluate: () => Promise.resolve(answers.adapters.shift()),
            context: () => ({ browser: () => browser }),
          }),
      }
      return Promise.resolve(browser)
    },
  },
}))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pear-chromium-test-'))
  vi.stubEnv('TMPDIR', folder)
  done.length = 0
  answers = { adapters: [true] }
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const ENDS = ['browser closed', 'server closed']

test('the work is given the page and what runs it; then all is closed', async () => {
  expect(await withPage('default', (_, runtime) => Promise.resolve(runtime))).toBe('Chromium 1.2')
  expect(done).toEqual(['served', 'launched on own GPU', ...ENDS])
  expect(readdirSync(folder)).toEqual([])
})

test('where there is no GPU, software takes its place, unless the GPU was asked for', async () => {
  answers = { adapters: [false, true] }
  await withPage('auto', () => Promise.resolve())
  expect(done).toEqual(['served', 'launched on own GPU', 'browser closed', 'launched on software', ...ENDS])
  answers = { adapters: [false] }
  await expect(withPage('default', () => Promise.resolve())).rejects.toThrow('found no graphics adapter')
  expect(readdirSync(folder)).toEqual([])
})

test('whatever fails, nothing stays behind', async () => {
  answers = { adapters: [], build: new Error('cannot build') }
  await expect(withPage('auto', () => Promise.resolve())).rejects.toThrow('cannot build')
  expect(done).toEqual([])
  answers = { adapters: [], open: new Error('cannot open') }
  await expect(withPage('swiftshader', () => Promise.resolve())).rejects.toThrow('cannot open')
  expect(done).toEqual(['served', 'launched on software', ...ENDS])
  answers = { adapters: [true] }
  done.length = 0
  await expect(withPage('swiftshader', () => Promise.reject(new Error('no work')))).rejects.toThrow('no work')
  expect(done).toEqual(['served', 'launched on software', ...ENDS])
  expect(readdirSync(folder)).toEqual([])
})
