import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { architecture } from '../../../bin/architecture.mjs'
import { entryFloors, floors } from '../../../bin/floors.mjs'
import { root } from '../../../bin/run.mjs'

/** A tree with one file on each floor, for imports to lead somewhere, linted with the project's own rules. */
let tree = ''
let eslint: ESLint

beforeAll(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'pear-floors-')))
  for (const path of [
    ...floors.map((floor) => `src/${floor}/there.ts`),
    'src/main.tsx',
    'src/stray.ts',
    'bin/tool.ts',
  ]) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), 'export const value = 1\n')
  }
  writeFileSync(join(tree, 'tsconfig.json'), '{ "compilerOptions": { "moduleResolution": "bundler" } }')
  eslint = new ESLint({
    cwd: tree,
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } }, ...architecture(tree)],
  })
})

afterAll(() => {
  rmSync(tree, { recursive: true, force: true })
})

/** The rules that a file with this text would break. */
async function broken(path: string, text: string) {
  const results = await eslint.lintText(`${text}\n`, { filePath: join(tree, path) })
  return results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message))
}

const FLOORS = 'import-x/no-restricted-paths'

describe('floors', () => {
  test.each(floors)('%s imports from itself and from below, not from above', async (floor) => {
    for (const other of floors) {
      const reachable = floors.indexOf(other) >= floors.indexOf(floor)
      const verdict = await broken(`src/${floor}/here.ts`, `import { value } from '../${other}/there'\nvoid value`)
      expect(verdict, `${floor} importing ${other}`).toEqual(reachable ? [] : [FLOORS])
    }
  })

  test.each([
    `import type { value } from '../ui/there'\nexport type Value = typeof value`,
    `export { value } from '../ui/there'`,
    `export * from '../ui/there'`,
    `void import('../ui/there')`,
    `import '../ui/there'`,
    `import { value } from '../../src/ui/there.ts'\nvoid value`,
    `import Value from '../ui/there?worker'\nvoid Value`,
    `import { value } from '../main'\nvoid value`,
    `import { value } from '../stray'\nvoid value`,
    `import { value } from '../../bin/tool'\nvoid value`,
  ])('no form of import leads around them: %s', async (text) => {
    expect(await broken('src/pear/here.ts', text)).toEqual([FLOORS])
  })

  test('the entry sees only the floors that put the page together', async () => {
    for (const floor of floors) {
      const verdict = await broken('src/main.tsx', `import { value } from './${floor}/there'\nvoid value`)
      expect(verdict, floor).toEqual(entryFloors.includes(floor) ? [] : [FLOORS])
    }
  })

  test('src/ holds nothing but floors and the entry', () => {
    const allowed = [...floors, 'main.tsx']
    expect(readdirSync(join(root, 'src')).filter((name) => !allowed.includes(name))).toEqual([])
  })

  test("the project's own configuration applies these rules", async () => {
    const project = new ESLint({ cwd: root })
    const rules = architecture(root)[0]?.rules
    for (const floor of floors) {
      const config = (await project.calculateConfigForFile(join(root, 'src', floor, 'here.ts'))) as ESLint.ConfigData
      const [severity, options] = config.rules?.[FLOORS] as [number, unknown]
      expect(severity).toBe(2)
      expect(['error', options]).toEqual(rules?.[FLOORS])
    }
  })
})

describe('tensors', () => {
  const forms = [
    [`import * as tf from '@tensorflow/tfjs'\nvoid tf`, 'no-restricted-imports'],
    [`import '@tensorflow/tfjs-backend-webgpu'`, 'no-restricted-imports'],
    [`export * from '@tensorflow/tfjs'`, 'no-restricted-imports'],
    [`void import('@tensorflow/tfjs')`, 'no-restricted-syntax'],
  ] as const

  test.each(forms)('%s', async (text, rule) => {
    for (const floor of floors) {
      const verdict = await broken(`src/${floor}/here.ts`, text)
      if (floor === 'policy') expect(verdict).not.toContain(rule)
      else expect(verdict, floor).toContain(rule)
    }
    expect(await broken('src/main.tsx', text)).toContain(rule)
  })
})

describe('results that can be repeated', () => {
  test.each([`Math.random()`, `crypto.randomUUID()`])('no floor calls %s', async (call) => {
    for (const floor of floors)
      expect(await broken(`src/${floor}/here.ts`, call), floor).toEqual(['no-restricted-properties'])
  })

  test.each(['Date.now()', 'new Date()', 'performance.now()', 'setTimeout(() => {}, 1)', 'globalThis.Date.now()'])(
    'time is known only to the floors above: %s',
    async (call) => {
      for (const floor of floors) {
        const above = ['ui', 'worker', 'benchmark', 'experiment'].includes(floor)
        expect(await broken(`src/${floor}/here.ts`, call), floor).toEqual(above ? [] : ['no-restricted-globals'])
      }
    },
  )
})
