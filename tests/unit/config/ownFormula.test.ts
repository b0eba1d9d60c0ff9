import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compiled, constantsOf, formulaOf } from '../../../src/config/armTraining'
import { type ExperimentConfig, parseConfig } from '../../../src/config/config'
import { decodeLink, encodeLink } from '../../../src/config/link'
import type { MethodNumberName } from '../../../src/config/methods'
import { defaultPreset } from '../../../src/config/presets'
import { parseResultsFile } from '../../../src/results/file'
import { resultsFile } from '../../helpers/resultsFile'

const withOwn = (own: object, arms: readonly string[]) => parseConfig({ ...defaultPreset.config, arms, own })

function valid(own: object, arms: readonly string[]): ExperimentConfig {
  const result = withOwn(own, arms)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.config
}

const problems = (own: object, arms: readonly string[]): string => {
  const result = withOwn(own, arms)
  return 'problems' in result ? result.problems.map(({ path, message }) => `${path}: ${message}`).join(' ') : 'none'
}

/** Texts of the grammar of METHOD.md, "Formulas", with blanks of every kind between their words. */
const formulas: fc.Arbitrary<string> = (() => {
  const blank = fc.constantFrom('', ' ', '  ', '\n', '\t', '\r\n')
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        '1',
        '.5',
        '2e-3',
        'lp',
        'lp0',
        'lpb',
        'p',
        'p0',
        'pb',
        'H',
        't',
        'T',
        'V',
        'blockEnd',
        'gamma',
        'gmax',
      ),
      fc
        .tuple(tie('expression'), blank, fc.constantFrom('+', '-', '*', '/', '^'), blank, tie('expression'))
        .map((parts) => `(${parts.join('')})`),
      fc
        .tuple(tie('expression'), blank, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), blank, tie('expression'))
        .map((parts) => `(${parts.join('')})`),
      fc
        .tuple(
          fc.constantFrom('exp', 'abs', 'mean', 'after', 'blockAfter', 'normalise', 'shuffle'),
          blank,
          tie('expression'),
        )
        .map(([name, space, inner]) => `${name}${space}(${inner})`),
      fc.tuple(tie('expression'), blank, tie('expression')).map(([a, space, b]) => `if(${a},${space}${b}, -1)`),
    ),
  }))
  const line = fc.tuple(expression, blank).map(([value, space]) => `${space}=${space}${value}${space};`)
  return fc
    .tuple(fc.array(line, { maxLength: 3 }), blank, expression, blank, fc.constantFrom('', ';'))
    .map(([lines, before, result, after, end]) =>
      [...lines.map((rest, i) => `_x${i}${rest}`), before, result, after, end].join(''),
    )
    .filter((text) => text.length <= 2000)
})()

describe('links with formulas', () => {
  test('carry any formula and name, as the browser’s address does', () => {
    const names = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((name) => name.trim() === name && name !== '' && name.length <= 40)
    fc.assert(
      fc.property(formulas, fc.oneof(names, fc.constantFrom('a&b=c#d%20', '%', '#', '&=', '+')), (formula, name) => {
        const config = valid({ 'formula-3': { formula, name } }, ['sft', 'formula-3'])
        const link = encodeLink(config)
        expect(decodeLink(link)).toEqual({ config, notices: [] })
        // The address bar may escape more of a fragment, and must not end it.
        const { hash, search, pathname } = new URL(`https://example.org/p#${link}`)
        expect([search, pathname]).toEqual(['', '/p'])
        expect(decodeLink(hash)).toEqual({ config, notices: [] })
      }),
      { numRuns: 300 },
    )
  })

  test('can be written by hand', () => {
    const { config, notices } = decodeLink(
      '#v=1&preset=smoke&arms=sft,formula-1&own.formula-1.formula=m=mean(lp-lp0);clip(p*(1-p)/exp(m),0,2)&own.formula-1.name=Mine',
    )
    expect(notices).toEqual([])
    expect(config.arms).toEqual(['sft', 'formula-1'])
    expect(config.own).toEqual({
      'formula-1': { formula: 'm=mean(lp-lp0);clip(p*(1-p)/exp(m),0,2)', name: 'Mine' },
    })
  })

  test('say which arm has no formula, and keep the rest', () => {
    const { config, notices } = decodeLink('#v=1&preset=smoke&arms=sft,formula-1,token&pear.gamma=0.9&sft.steps=7')
    expect(notices).toEqual([
      'arms: formula-1 has no formula and was left out; give it one, as own.formula-1.formula=p.',
    ])
    expect([config.arms, config.pear.gamma, config.sft.steps]).toEqual([['sft', 'token'], 0.9, 7])
  })

  test.each([
    ['p+', 'Column 3'],
    ['lpp', 'Column 1'],
    ['1 %2B lpp', 'Column 5'],
    ['p * π', 'Column 5'],
    ['p%0A* q', 'Column 5'],
    ['', 'Column 1'],
    ['%20%0A', 'Column 1'],
  ])('say where the formula %j is none, and keep the rest', (text, column) => {
    const { config, notices } = decodeLink(
      `#v=1&preset=smoke&arms=sft,formula-1,formula-2&own.formula-1.formula=${text}&own.formula-2.formula=H&sft.steps=7`,
    )
    expect(notices).toHaveLength(2)
    expect(notices[0]).toMatch(/^own\.formula-1\.formula: “.*” was refused \(/)
    expect(notices[0]).toContain(`(${column}: `)
    expect(notices[1]).toMatch(/^arms: formula-1 has no formula/)
    expect(notices.join('')).not.toContain('\n')
    expect(config.arms).toEqual(['sft', 'formula-2'])
    expect(config.own).toEqual({ 'formula-2': { formula: 'H' } })
    expect(config.sft.steps).toBe(7)
  })

  test('keep the preset’s arms where none of the link’s is left', () => {
    const { config, notices } = decodeLink('#v=1&preset=smoke&arms=formula-1,formula-2')
    expect(config.arms).toEqual(decodeLink('#v=1&preset=smoke').config.arms)
    expect(notices).toHaveLength(2)
  })

  test('bound what they carry', () => {
    const long = (length: number) => `1${'+1'.repeat(Math.floor((length - 1) / 2))}`.padEnd(length)
    const link = (length: number) =>
      decodeLink(`arms=sft,formula-1&own.formula-1.formula=${encodeURIComponent(long(length))}`)
    expect(link(2000)).toMatchObject({ notices: [], config: { own: { 'formula-1': { formula: long(2000) } } } })
    const { config, notices } = link(2001)
    expect(config.own).toBeUndefined()
    expect(notices[0]).toMatch(
      /^own\.formula-1\.formula: “1\+1.{57}…” was refused \(A formula has at most 2000 characters/,
    )
    const [whole, more] = [20_000, 20_001].map((length) => decodeLink('sft.steps=7&'.padEnd(length, '&')))
    expect(whole).toMatchObject({ notices: [], config: { sft: { steps: 7 } } })
    expect(more).toEqual({
      config: defaultPreset.config,
      notices: ['The link is longer than 20000 characters and was not read.'],
    })
  })
})

test('a formula belongs to formulas, and each of these needs one', () => {
  expect(problems({ token: { formula: 'p' } }, ['token'])).toMatch(/own\.token\.formula: .*add a Formula/)
  expect(problems({}, ['sft', 'formula-2'])).toMatch(/arms: formula-2 needs a formula/)
  // One that is switched off may wait for its formula.
  expect(problems({ 'formula-2': { name: 'Later' } }, ['sft'])).toBe('none')
  expect(problems({ 'formula-1': { formula: 'p', gamma: 0.9, block: 3 } }, ['formula-1'])).toBe('none')
})

test('a results file keeps formulas to the letter', () => {
  fc.assert(
    fc.property(formulas, (formula) => {
      const config = valid({ 'formula-1': { formula, name: 'Mine' }, power: { q: 0.25 } }, ['power', 'formula-1'])
      const read = parseResultsFile(JSON.stringify(resultsFile(config, [0])))
      expect('file' in read && read.file.config).toEqual(config)
    }),
    { numRuns: 50 },
  )
})

describe('numbers of methods', () => {
  const batch = {
    lp: [[-0.5, -2], [-1, -1, -4], [-0.25], [-3]],
    lp0: [[-3, -3], [-1, -2, -2], [-5.25], [-3]],
    H: [[1, 1], [1, 1, 1], [1], [1]],
    V: 20,
  }
  const weights = (arm: 'power' | 'iw' | 'tail', number: MethodNumberName, value?: number): number[] => {
    const config = valid(value === undefined ? {} : { [arm]: { [number]: value } }, [arm])
    return compiled(formulaOf(arm, config) ?? '')
      .weights(batch, constantsOf(config.pear))
      .flat()
  }
  const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 10) as number)

  test('are read by the formulas, and have the values of the papers unless said', () => {
    const p = batch.lp.flat().map(Math.exp)
    expect(weights('power', 'q')).toEqual(close(p.map(Math.sqrt)))
    expect(weights('power', 'q', 2)).toEqual(close(p.map((x) => x * x)))
    // Means of lp − lp0: 1.75, −1/3, 5 and 0.
    const ratios = [1.75, 1.75, -1 / 3, -1 / 3, -1 / 3, 5, 0].map(Math.exp)
    expect(weights('iw', 'cap')).toEqual(close(ratios.map((x) => Math.min(x, 16))))
    expect(weights('iw', 'cap', 1)).toEqual(close(ratios.map((x) => Math.min(x, 1))))
    // Margins, lowest first: responses 3, 1, 4, 2. Of 7 tokens those of two responses are left, of three, of one and of all.
    expect(weights('tail', 'f')).toEqual(close([0, 0, 7 / 4, 7 / 4, 7 / 4, 0, 7 / 4]))
    expect(weights('tail', 'f', 0.25)).toEqual(close([7 / 6, 7 / 6, 7 / 6, 7 / 6, 7 / 6, 0, 7 / 6]))
    expect(weights('tail', 'f', 0.9)).toEqual(close([0, 0, 7 / 3, 7 / 3, 7 / 3, 0, 0]))
    expect(weights('tail', 'f', 0)).toEqual(close([1, 1, 1, 1, 1, 1, 1]))
  })

  test.each([
    ['power', 'q', 0, 10],
    ['iw', 'cap', 1, 1000],
    ['tail', 'f', 0, 0.99],
  ] as const)('of %s: %s from %d to %d, in links and back', (arm, number, minimum, maximum) => {
    fc.assert(
      fc.property(
        fc.double({ min: minimum, max: maximum, noNaN: true }).map((x) => x + 0),
        (value) => {
          const config = valid({ [`${arm}-2`]: { [number]: value } }, [arm, `${arm}-2`])
          expect(decodeLink(encodeLink(config))).toEqual({ config, notices: [] })
        },
      ),
      { numRuns: 50 },
    )
    for (const value of [minimum - 0.001, maximum + 0.001, NaN, '1'])
      expect(problems({ [arm]: { [number]: value } }, [arm])).toMatch(
        `own.${arm}.${number}: ${number === 'cap' ? 'Largest weight' : number} must be from ${minimum} to ${maximum}.`,
      )
    for (const other of ['sft', 'token', 'formula-1'])
      expect(problems({ [other]: { formula: 'p', [number]: 1 } }, [other])).toContain(`own.${other}.${number}: `)
    const { config, notices } = decodeLink(`arms=${arm}&own.${arm}.${number}=-1&own.sft.${number}=1`)
    expect(config.own).toBeUndefined()
    expect(notices).toHaveLength(2)
  })
})
