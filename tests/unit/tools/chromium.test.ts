import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { canStart, chromiumArguments, findChromium, requireChromium } from '../../../tools/chromium.mjs'

let folder = ''

/** A file that stands for a program, which says whether it starts. */
function program(name: string, content: 'works' | 'broken' = 'works') {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Nothing outside the test's folder counts, whatever this machine has. */
const starts = (path: string) => path.startsWith(folder) && readFileSync(path, 'utf8') === 'works'

const find = () => findChromium(starts)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pear-chromium-'))
  vi.stubEnv('CHROME_PATH', '')
  vi.stubEnv('PATH', ['/nowhere', folder].join(delimiter))
  vi.spyOn(chromium, 'executablePath').mockReturnValue(join(folder, 'own'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test('CHROME_PATH comes first', () => {
  program('chromium')
  const named = program('mine')
  vi.stubEnv('CHROME_PATH', named)
  expect(find()).toBe(named)
})

test('a CHROME_PATH that is no program is an error, not a reason to look elsewhere', () => {
  program('chromium')
  vi.stubEnv('CHROME_PATH', join(folder, 'gone'))
  expect(() => find()).toThrow('gone, but there is no such file')
  vi.stubEnv('CHROME_PATH', folder)
  expect(() => find()).toThrow('no such file')
  vi.stubEnv('CHROME_PATH', program('broken', 'broken'))
  expect(() => find()).toThrow('broken, but that does not start')
})

test("then one on the PATH that starts, then Playwright's own", () => {
  program('chromium', 'broken')
  const chrome = program('google-chrome')
  const own = program('own')
  expect(find()).toBe(chrome)
  rmSync(chrome)
  expect(find()).toBe(own)
})

test('where there is none, the message says what to do', () => {
  expect(find()).toBeUndefined()
  expect(() => requireChromium(starts)).toThrow(/Install Chromium or Chrome .* CHROME_PATH/)
})

test('WebGPU runs on the processor unless the real GPU is asked for', () => {
  vi.stubEnv('PEAR_GPU', '')
  expect(chromiumArguments()).toContain('--use-webgpu-adapter=swiftshader')
  vi.stubEnv('PEAR_GPU', '1')
  expect(chromiumArguments()).not.toContain('--use-webgpu-adapter=swiftshader')
  expect(chromiumArguments(false)).toContain('--use-webgpu-adapter=swiftshader')
})

test('a program starts if it can tell its version', () => {
  expect(canStart(process.execPath)).toBe(true)
})
