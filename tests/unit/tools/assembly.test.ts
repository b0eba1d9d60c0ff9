import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

test('a mistake stops the build with the compiler’s words', async () => {
  await expect(compiled('export function twice(x: i32): i32 {\n  return two * x\n}\n')).rejects.toThrow(
    /AssemblyScript could not compile .*kernel\.ts[\s\S]*Cannot find name 'two'/,
  )
})
