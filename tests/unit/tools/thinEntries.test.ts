import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import { thinEntries } from '../../../tools/thinEntries.mjs'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pear-entries-test-'))
  writeFileSync(join(folder, 'shared.js'), 'export const shared = [globalThis.name]\n')
  writeFileSync(join(folder, 'engine.js'), `import { shared } from './shared.js'\nexport const engine = () => shared\n`)
  // Its own code and what it shares with its chunk become one file, which the chunk then imports.
  writeFileSync(
    join(folder, 'thick.js'),
    `import { shared } from './shared.js'\nimport('./engine.js').then(({ engine }) => postMessage([engine(), shared]))\n`,
  )
  writeFileSync(join(folder, 'thin.js'), `import('./trainer.js').then(({ serve }) => serve())\n`)
  writeFileSync(
    join(folder, 'trainer.js'),
    `import { shared } from './shared.js'\nexport const serve = async () => [(await import('./engine.js')).engine(), shared]\n`,
  )
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Builds a page with a worker of this script. */
const built = (script: string) => {
  writeFileSync(join(folder, 'page.js'), `new Worker(new URL('./${script}', import.meta.url), { type: 'module' })\n`)
  return build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    worker: { format: 'es', plugins: () => [thinEntries()] },
    build: { write: false, rolldownOptions: { input: join(folder, 'page.js') } },
  })
}

test('a worker whose chunk imports its script back is not built', async () => {
  await expect(built('thick.js')).rejects.toThrow(/engine-.* imports .*thick-.*, the script of a worker/)
})

test('a worker that imports all by import() is built', async () => {
  expect(await built('thin.js')).toBeDefined()
})
