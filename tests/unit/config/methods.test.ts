import { describe, expect, test } from 'vitest'
import { compiled, formulaOf, sftTraining } from '../../../src/config/armTraining'
import { parseConfig } from '../../../src/config/config'
import { type ArmKind, armKinds, methods } from '../../../src/config/methods'
import oracle from '../../oracle/formula.json'

const parsed = parseConfig({ game: { id: 'track' } })
if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
const { config } = parsed

/** What PyTorch calls each row's weights with the row's own numbers. */
const names: Readonly<Partial<Record<ArmKind, string>>> = {
  sft: 'SFT',
  early: 'SFT',
  scaled: 'SFT',
  dft: 'DFT',
  power: 'p^q',
  chord: 'CHORD-φ',
  eaft: 'EAFT',
  iw: 'iw-SFT',
  tail: 'TailSFT, f = .5',
  token: 'PEAR (token)',
  block: 'PEAR (block)',
  sequence: 'PEAR (sequence)',
  centred: 'PEAR (token), δ centred, then clipped',
  position: 'position',
  normalised: 'mean 1',
  shuffled: 'PEAR (token)',
}

/** Calls `check` with what a formula gives for every batch and constants of PyTorch, and what PyTorch has under a name. */
function eachVector(text: string, name: string, check: (actual: number[], expected: readonly number[]) => void): void {
  for (const { batch, vectors } of oracle.cases)
    for (const { weights, constants } of vectors.filter((vector) => vector.name === name)) {
      const given = oracle.constants[constants]
      if (!given) throw new RangeError(`no constants ${constants}`)
      check(compiled(text).weights(batch, given).flat(), weights)
    }
}

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b)
const close = (numbers: readonly number[]) => numbers.map((value) => expect.closeTo(value, 9) as number)

describe('the rows of the table are what PyTorch computed', () => {
  test('all that have a formula', () => {
    expect(Object.keys(names).sort()).toEqual(armKinds.filter((kind) => methods[kind].formula !== undefined).sort())
  })

  test.each(Object.entries(names) as [Exclude<ArmKind, 'formula'>, string][])('%s: %s', (kind, name) => {
    let compared = 0
    eachVector(formulaOf(kind, config) ?? '', name, (actual, expected) => {
      // What is dealt at random is compared as numbers wherever they lie.
      if (kind === 'shuffled') expect(sorted(actual)).toEqual(close(sorted(expected)))
      else expect(actual).toEqual(close(expected))
      compared += actual.length
    })
    expect(compared).toBeGreaterThan(50)
  })

  test('and the mean that moves a rate', () => {
    const rate = sftTraining('scaled', config)?.rate
    const text = rate && 'meanOf' in rate ? rate.meanOf : ''
    eachVector(text, 'mean of scaled', (actual, [expected]) => {
      expect(actual.reduce((a, b) => a + b) / actual.length).toBeCloseTo(expected ?? NaN, 9)
    })
  })
})

test('methods of the field name their source', () => {
  for (const kind of armKinds) {
    const { group, source } = methods[kind]
    if (group === 'field') expect(source, kind).toMatch(/^\p{L}.* arXiv:\d{4}\.\d{5}$/u)
  }
})
