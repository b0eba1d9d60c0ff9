import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as constants from '../../../src/policy/constants'

const FOLDER = join(import.meta.dirname, '../../../src/policy')

/** Every file of the engines without its comments: TypeScript, and the WGSL and AssemblyScript in it. */
const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && path !== 'constants.ts')
  .map((path) => ({
    path,
    text: readFileSync(join(FOLDER, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, ''),
  }))

/** Ways of writing a number in any of the three languages. */
const spellings = (value: number): string[] => {
  const power = Math.log10(value)
  return Number.isInteger(power)
    ? [`1e${power}`, `1e+${power}`, `10_000`.repeat(Number(power === 4)), String(value)].filter((text) => text !== '')
    : [`${value}`, `${value}.0`]
}

test('no engine writes a constant of the policy by itself', () => {
  expect(sources.length).toBeGreaterThan(50)
  // 60 is too common a number to look for.
  const values = Object.values(constants).filter((value) => value !== constants.LARGEST_LOG)
  const again = values.flatMap((value) =>
    sources.flatMap(({ path, text }) =>
      spellings(value)
        .filter((spelling) => new RegExp(`(?<![\\w.])${spelling.replaceAll(/[.+]/g, '\\$&')}(?![\\w.])`).test(text))
        .map((spelling) => `${path}: ${spelling}`),
    ),
  )
  expect(again).toEqual([])
})

test('the numbers are those of the method', () => {
  expect(constants).toMatchObject({ ROPE_BASE: 1e4, RMS_EPSILON: 1e-6, NORM_EPSILON: 1e-6, ADAM_EPSILON: 1e-8 })
  expect(constants.BELOW_ONE).toBe(1 - 2 ** -18)
  expect(Math.fround(Math.exp(constants.LARGEST_LOG))).toBeLessThan(Infinity)
})
