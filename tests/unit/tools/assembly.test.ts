import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build, type Rolldown } from 'vite'
import { assembly } from '../../../tools/assembly.mjs'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pear-assembly-test-'))
  writeFileSync(join(folder, 'main.js'), `export { default } from './kernel.ts?assembly'\n`)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** What a page that imports the module of this text would have in its place: the module in base64. */
async function compiled(text: string): Promise<string> {
  writeFileSync(join(folder, 'kernel.ts'), text)
  const lib = { entry: join(folder, 'main.js'), formats: ['es' as const] }
  const output = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [assembly()],
    build: { write: false, minify: false, lib },
  })
  const [{ output: chunks } = { output: [] }] = [output].flat() as Rolldown.RolldownOutput[]
  return /"([A-Za-z0-9+/=]{40,})"/.exec(chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join())?.[1] ?? ''
}

test('AssemblyScript becomes a module that computes', async () => {
  const base64 = await compiled('export function twice(x: i32): i32 {\n  return 2 * x\n}\n')
  const { instance } = await WebAssembly.instantiate(Buffer.from(base64, 'base64'))
  const twice = instance.exports.twice as (x: number) => number
  expect(twice(21)).toBe(42)
})

test('a file from elsewhere that the kernels import is compiled with them, and watched', async () => {
  const [entry, shared] = [join(folder, 'kernels', 'index.ts'), join(folder, 'shared.ts')]
  mkdirSync(join(folder, 'kernels'))
  writeFileSync(shared, 'export const FACTOR = 3\n')
  writeFileSync(
    entry,
    "import { FACTOR } from '../shared'\nexport function times(x: i32): i32 {\n  return FACTOR * x\n}\n",
  )
  const watched: string[] = []
  const load = assembly().load as (this: { addWatchFile: (file: string) => void }, id: string) => Promise<string>
  const code = await load.call({ addWatchFile: (file) => watched.push(file) }, `${entry}?assembly`)
  const { instance } = await WebAssembly.instantiate(Buffer.from(/"(.*)"/.exec(code)?.[1] ?? '', 'base64'))
  expect((instance.exports.times as (x: number) => number)(7)).toBe(21)
  expect(watched.sort()).toEqual([entry, shared].sort())
})

test('a mistake stops the build with the compiler’s words', async () => {
  await expect(compiled('export function twice(x: i32): i32 {\n  return two * x\n}\n')).rejects.toThrow(
    /AssemblyScript could not compile .*kernel\.ts[\s\S]*Cannot find name 'two'/,
  )
})
