import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { architecture, cliFloors, entryFloors, floors } from '../../../tools/floors.mjs'
import { root } from '../../../tools/script.mjs'

/** A tree with one file on each floor, for imports to lead somewhere, linted with the project's own rules. */
let tree = ''
let eslint: ESLint

beforeAll(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'pear-floors-')))
  for (const path of [
    ...floors.map((floor) => `src/${floor}/there.ts`),
    'src/main.tsx',
    'src/stray.ts',
    'cli/there.ts',
    'cli/deep/there.ts',
    'tools/there.mjs',
    'tests/there.ts',
  ])
    write(path, 'export const value = 1\n')
  writeFileSync(join(tree, 'tsconfig.json'), '{ "compilerOptions": { "moduleResolution": "bundler" } }')
  eslint = new ESLint(options(tree))
})

afterAll(() => {
  rmSync(tree, { recursive: true, force: true })
})

const options = (cwd: string): ESLint.Options => ({
  cwd,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.{ts,tsx,mjs}'], languageOptions: { parser: tseslint.parser } },
    ...architecture(cwd),
  ],
})

function write(path: string, text: string) {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}

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
    `import { value } from '../../cli/there'\nvoid value`,
    `import { value } from '../../tools/there.mjs'\nvoid value`,
    `import { value } from '../../tests/there'\nvoid value`,
  ])('no form of import leads around them: %s', async (text) => {
    expect(await broken('src/pear/here.ts', text)).toEqual([FLOORS])
  })

  test('the entry sees only the floors that put the page together', async () => {
    for (const floor of floors) {
      const verdict = await broken('src/main.tsx', `import { value } from './${floor}/there'\nvoid value`)
      expect(verdict, floor).toEqual(entryFloors.includes(floor) ? [] : [FLOORS])
    }
  })

  test('the command line sees everything but the page, and the tools', async () => {
    for (const floor of floors) {
      const verdict = await broken('cli/here.ts', `import { value } from '../src/${floor}/there'\nvoid value`)
      expect(verdict, floor).toEqual(cliFloors.includes(floor) ? [] : [FLOORS])
    }
    expect(cliFloors).toEqual(floors.filter((floor) => floor !== 'ui'))
    expect(await broken('cli/here.ts', `import { value } from '../tools/there.mjs'\nvoid value`)).toEqual([])
    for (const path of ['../src/main', '../src/stray', '../tests/there'])
      expect(await broken('cli/here.ts', `import { value } from '${path}'\nvoid value`), path).toEqual([FLOORS])
  })

  test('the tools see nothing but each other', async () => {
    expect(await broken('tools/here.mjs', `import { value } from './there.mjs'\nvoid value`)).toEqual([])
    for (const path of [...floors.map((floor) => `src/${floor}`), 'cli', 'tests'])
      expect(await broken('tools/here.mjs', `void import('../${path}/there')`), path).toEqual([FLOORS])
  })

  test.each(['src/core', 'cli', 'tools'])('files of %s form no circle', async (folder) => {
    const extension = folder === 'tools' ? '.mjs' : ''
    const importing = (name: string) =>
      `import { value as other } from './${name}${extension}'\nexport const value = other\n`
    const file = (name: string) => `${folder}/${name}${extension || '.ts'}`
    write(file('one'), importing('two'))
    write(file('two'), importing('three'))
    write(file('three'), importing('there'))
    expect(await broken(file('one'), importing('two'))).toEqual([])
    write(file('three'), importing('one'))
    const fresh = new ESLint(options(tree))
    const results = await fresh.lintFiles([`${folder}/*`])
    const verdicts = results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId }) => [basename(filePath), ruleId]),
    )
    expect(verdicts).toEqual(['one', 'three', 'two'].map((name) => [basename(file(name)), 'import-x/no-cycle']))
    for (const name of ['one', 'two', 'three']) rmSync(join(tree, file(name)))
  })

  test('src/ holds nothing but floors and the entry', () => {
    const allowed = [...floors, 'main.tsx']
    expect(readdirSync(join(root, 'src')).filter((name) => !allowed.includes(name))).toEqual([])
  })

  test("the project's own configuration applies these rules", async () => {
    const project = new ESLint({ cwd: root })
    const rules = architecture(root)[0]?.rules
    for (const path of [...floors.map((floor) => `src/${floor}/here.ts`), 'cli/here.ts', 'tools/here.mjs']) {
      const config = (await project.calculateConfigForFile(join(root, path))) as ESLint.ConfigData
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

  test.each([
    ['Math.exp(x)', 'no-restricted-properties'],
    ['Math.cos(x)', 'no-restricted-properties'],
    ['Math["tanh"](x)', 'no-restricted-properties'],
    ['x ** 2', 'no-restricted-syntax'],
    ['2 ** x', 'no-restricted-syntax'],
    ['Math[name](x)', 'no-restricted-syntax'],
  ])('no floor below the page takes a number from %s', async (expression, rule) => {
    for (const floor of floors) {
      const isFree = ['ui', 'worker', 'benchmark'].includes(floor)
      expect(
        await broken(`src/${floor}/here.ts`, `const x = 0\nconst name = 'exp'\nvoid [name, ${expression}]`),
        floor,
      ).toEqual(isFree ? [] : [rule])
    }
  })

  test.each(['Math.sqrt(2)', '2 ** 32', '2 ** -24', 'Math.PI'])(
    'what is exact everywhere is free: %s',
    async (expression) => {
      for (const floor of floors)
        expect(await broken(`src/${floor}/here.ts`, `void (${expression})`), floor).toEqual([])
    },
  )

  test.each(['Date.now()', 'new Date()', 'performance.now()', 'setTimeout(() => {}, 1)', 'globalThis.Date.now()'])(
    'time is known only to the floors above: %s',
    async (call) => {
      for (const floor of floors) {
        const above = ['ui', 'worker', 'run', 'results', 'benchmark'].includes(floor)
        expect(await broken(`src/${floor}/here.ts`, call), floor).toEqual(above ? [] : ['no-restricted-globals'])
      }
    },
  )
})
