import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOM = join(import.meta.dirname, '../../../src/ui')
const paths = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).map((path) => join(ROOM, path))
const modules = paths.filter((path) => path.endsWith('.module.css'))

/** The classes that a style sheet names as its own: without comments, and without those that it says are global. */
function classesIn(sheet: string): Set<string> {
  const selectors = sheet.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/:global\([^()]*\)/g, '')
  const rules = selectors.replaceAll(/\{[^{}]*\}/g, '{}')
  return new Set(Array.from(rules.matchAll(/\.([A-Za-z][\w-]*)/g), ([, name = '']) => name))
}

/**
 * What components take of each module, whatever the import is called: `styles.name`, and of a name that ends in what is only known
 * later, as in styles[`shade${level}`], its beginning with a star.
 */
function takenOf(): Map<string, Set<string>> {
  const taken = new Map(modules.map((path) => [path, new Set<string>()]))
  for (const path of paths.filter((one) => one.endsWith('.tsx'))) {
    const text = readFileSync(path, 'utf8')
    for (const [, name = '', sheet = ''] of text.matchAll(/^import (\w+) from '([^']+\.module\.css)'$/gm)) {
      const own = taken.get(join(path, '..', sheet))
      for (const [, whole] of text.matchAll(new RegExp(`(?<![\\w/])${name}\\.(\\w+)`, 'g'))) own?.add(whole ?? '')
      for (const [, start] of text.matchAll(new RegExp(`(?<![\\w/])${name}\\[\`(\\w+)\\$`, 'g')))
        own?.add(`${start ?? ''}*`)
    }
  }
  return taken
}

/** Whether one of the names is this class, or stands for it. */
const isAmong = (names: ReadonlySet<string>, one: string): boolean =>
  [...names].some((name) => (name.endsWith('*') ? one.startsWith(name.slice(0, -1)) : one === name))

test('a component takes only classes that its style sheet has, and a style sheet has only classes that one takes', () => {
  expect(modules.length).toBeGreaterThan(10)
  const everyTaken = takenOf()
  const found = modules.map((path) => {
    const [has, taken] = [classesIn(readFileSync(path, 'utf8')), everyTaken.get(path) ?? new Set<string>()]
    return {
      sheet: path.slice(ROOM.length),
      missing: [...taken].filter((name) => ![...has].some((one) => isAmong(new Set([name]), one))),
      unused: [...has].filter((one) => !isAmong(taken, one)),
    }
  })
  expect(found.filter(({ missing, unused }) => missing.length > 0 || unused.length > 0)).toEqual([])
})
