import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { root } from '../../../tools/script.mjs'

const files = ['src', 'cli', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|tsx|mjs)$/.test(name))
    .map((name) => join(root, folder, name)),
)

/** The files that a file imports in any form, for types too, which the lint rule lets pass. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true)
  return importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return []
    const path = join(dirname(file), fileName.replace(/\?.*/, ''))
    const endings = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
    return endings.map((ending) => path + ending).filter((one) => /\.\w+$/.test(one) && existsSync(one))
  })
}

/** What is left of a graph when all that leads nowhere or comes from nowhere is taken away, again and again. */
function circles(graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const left = new Set(graph.keys())
  for (let before = Infinity; left.size < before;) {
    before = left.size
    const reached = new Set([...left].flatMap((node) => graph.get(node) ?? []))
    for (const node of left)
      if (!reached.has(node) || !graph.get(node)?.some((next) => left.has(next))) left.delete(node)
  }
  return left
}

test('circles of a graph are found', () => {
  const graph = { a: ['b'], b: ['c'], c: ['b', 'd'], d: [], e: ['e'] }
  expect([...circles(new Map(Object.entries(graph)))]).toEqual(['b', 'c', 'e'])
})

test('no file imports itself through others', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  // Enough of the arrows are seen for their absence to mean something.
  expect([...graph.values()].flat().length).toBeGreaterThan(2 * files.length)
  expect([...circles(graph)].map((file) => relative(root, file))).toEqual([])
})
