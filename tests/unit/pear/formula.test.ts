import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng } from '../../../src/core/rng'
import { mean } from '../../../src/core/statistics'
import { compileFormula, FormulaInputError, formulaHelp, WeightError } from '../../../src/pear/formula'
import { type PearSettings, type PearVariant, pearWeights } from '../../../src/pear/weights'
import oracle from '../../oracle/formula.json'
import pearCases from '../../oracle/pear-weights.json'
import { CONSTANTS, constantsOf, formula, pearFormulas, positionMeans, shuffledWeights } from './formulaHelpers'

const variants: readonly PearVariant[] = ['token', 'block', 'sequence']

/** What a text weighs the tokens of responses with these log-probabilities. */
const weigh = (text: string, lp: readonly number[][], lpb = lp): number[][] =>
  formula(text).weights({ lp, lpb, V: 20 }, CONSTANTS)

/** Numbers as they come in practice, with all bits of their mantissas: rounded otherwise in another order of adding up. */
const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.maxSafeNat().map((part) => min + ((max - min) * part) / Number.MAX_SAFE_INTEGER)
const logProbs = between(-3, 0)
const settings: fc.Arbitrary<PearSettings> = fc.record({
  gamma: between(0.5, 1),
  block: fc.integer({ min: 1, max: 12 }),
  clipDelta: fc.tuple(between(-2, -0.01), between(0.01, 2)),
  clipLogG: fc.tuple(between(-20, 0), between(0, 20)),
})
/** Responses of any lengths, none included, with the log-probabilities of two policies. */
const batches = fc
  .array(fc.array(fc.tuple(logProbs, logProbs), { maxLength: 20 }), { minLength: 1, maxLength: 6 })
  .map((rows) => ({ lp: rows.map((row) => row.map(([a]) => a)), lpb: rows.map((row) => row.map(([, b]) => b)), V: 20 }))
const ratiosOf = ({ lp, lpb }: { lp: number[][]; lpb: number[][] }): number[][] =>
  lp.map((row, r) => row.map((value, t) => value - (lpb[r]?.[t] ?? NaN)))

describe('methods of the field', () => {
  const vectors = oracle.cases.flatMap(({ batch, vectors }, index) =>
    vectors.map((vector) => ({ ...vector, batch, index })),
  )
  test.each(vectors)('$name of batch $index with constants $constants, as PyTorch computed them', (vector) => {
    const { batch, constants, weights, formula: text } = vector
    const given = oracle.constants[constants]
    if (!given) throw new RangeError(`no constants ${constants}`)
    const rows = formula(text).weights(batch, given)
    expect(rows.map((row) => row.length)).toEqual(batch.lp.map((row) => row.length))
    rows.flat().forEach((weight, i) => {
      expect(weight).toBeCloseTo(weights[i] as number, 9)
    })
  })
})

describe('PEAR', () => {
  test.each(pearCases.map((vector, index) => ({ index, vector })))('vector $index of PyTorch', ({ vector }) => {
    const [gmin, gmax] = vector.clipLogG as [number, number]
    const [dmin, dmax] = vector.clipDelta as [number, number]
    const batch = { lp: [vector.logpTheta], lpb: [vector.logpBeta], V: 20 }
    const constants = { gamma: vector.gamma, block: vector.block, dmin, dmax, gmin, gmax }
    for (const variant of variants) {
      const [row = []] = formula(pearFormulas[variant]).weights(batch, constants)
      expect(row).toHaveLength(vector.logpTheta.length)
      row.forEach((weight, t) => {
        expect(Math.log(weight)).toBeCloseTo(vector.logG[variant][t] as number, 9)
      })
    }
  })

  test('formulas give the weights of src/pear to the last bit', () => {
    fc.assert(
      fc.property(batches, settings, fc.constantFrom(...variants), (batch, given, variant) => {
        const weights = ratiosOf(batch).map((row) => pearWeights(row, variant, given))
        expect(formula(pearFormulas[variant]).weights(batch, constantsOf(given))).toEqual(weights)
      }),
    )
  })

  test('formulas give the controls as lists compute them, to the last bit', () => {
    fc.assert(
      fc.property(batches, settings, fc.constantFrom(...variants), fc.nat(), (batch, given, variant, seed) => {
        const constants = constantsOf(given)
        const weights = ratiosOf(batch).map((row) => pearWeights(row, variant, given))
        const control = (name: string) => {
          const line = pearFormulas[variant].replace('exp(', 'w = exp(')
          return formula(`${line}; ${name}(w)`).weights(batch, constants, createRng(seed, 'shuffled-weights', 3))
        }
        const average = mean(weights.flat())
        expect(control('positionMean')).toEqual(positionMeans(weights))
        expect(control('normalise')).toEqual(weights.map((row) => row.map((weight) => weight / average)))
        expect(control('batchMean')).toEqual(weights.map((row) => row.map(() => average)))
        expect(control('shuffle')).toEqual(shuffledWeights(weights, createRng(seed, 'shuffled-weights', 3)))
      }),
    )
  })
})

describe('functions', () => {
  const rows = [[-1, -2, -4], [-8], [], [-16, -32]]

  test.each([
    ['sum(lp)', [[-7, -7, -7], [-8], [], [-48, -48]]],
    ['mean(lp)', [[-7 / 3, -7 / 3, -7 / 3], [-8], [], [-24, -24]]],
    ['after(lp)', [[-6, -4, 0], [0], [], [-32, 0]]],
    ['before(lp)', [[0, -1, -3], [0], [], [0, -16]]],
    ['sum(1)', [[3, 3, 3], [1], [], [2, 2]]],
    ['after(1) - (T - t)', [[0, 0, 0], [0], [], [0, 0]]],
    ['sum(mean(lp)) - sum(lp)', [[0, 0, 0], [0], [], [0, 0]]],
    ['batchMean(lp)', [[-10.5, -10.5, -10.5], [-10.5], [], [-10.5, -10.5]]],
    // Once a token, not once a response: (3 · 3 + 1 + 2 · 2) / 6.
    ['batchMean(T) * 6', [[14, 14, 14], [14], [], [14, 14]]],
    ['normalise(4)', [[1, 1, 1], [1], [], [1, 1]]],
    ['positionMean(lp)', [[-25 / 3, -17, -4], [-25 / 3], [], [-25 / 3, -17]]],
    // Tokens in order are −32, −16, −8, −4, −2, −1; responses' lengths 1, 2, 3.
    ['quantile(lp, 0.5)', [[-6, -6, -6], [-6], [], [-6, -6]]],
    ['quantile(lp, 0.1)', [[-24, -24, -24], [-24], [], [-24, -24]]],
    ['quantile(T, 0.5)', [[2, 2, 2], [2], [], [2, 2]]],
    ['quantile(T, 0) + 10 * quantile(T, 1) + 0 * quantile(mean(lp), 0)', [[31, 31, 31], [31], [], [31, 31]]],
    ['quantile(V, 0.3)', [[20, 20, 20], [20], [], [20, 20]]],
    ['if(lp < -3, t, -T)', [[-3, -3, 3], [1], [], [1, 2]]],
    // What is not taken may be no number at all.
    ['if(lp == -8, 1 / 0, 7) - if(lp == -8, 1 / 0 - 1, 0) * 0', undefined],
    ['if(t > 1, log(1 - t), 7) * 0', undefined],
    ['if(t > 1, 3, log(t - 2))', undefined],
    ['if(t > 1, log(t - 2), 3) * 0 + 1', undefined],
    ['min(lp, -3, t) + max(0, lp)', [[-3, -3, -4], [-8], [], [-16, -32]]],
    ['clip(lp, -10, -2)', [[-2, -2, -4], [-8], [], [-10, -10]]],
    ['blockEnd * 10 + t', [[31, 32, 33], [11], [], [21, 22]]],
    ['(p == exp(lp)) + (1 < 2) + (2 <= 1) + (t != 2) + (t >= 2) + (T > 2)', [[4, 4, 5], [3], [], [3, 3]]],
    ['abs(lp) - sqrt(lp ^ 2)', [[0, 0, 0], [0], [], [0, 0]]],
  ])('%s', (text, expected) => {
    if (expected) expect(weigh(text, rows)).toEqual(expected)
    else expect(() => weigh(text, rows)).toThrow(WeightError)
  })

  test.each([
    [[-1.1, -0.33, -0.61, -0.85], 0.31, -0.8675],
    [[-0.91, -3.0, -0.79, -2.55], 0.61, -1.1887999999999999],
    [[-2.37, -3.0, -1.43, -0.89], 0.58, -1.6744],
  ])('the quantile of %j at %d is that of NumPy and PyTorch to the last bit', (lp, q, expected) => {
    expect(weigh(`quantile(lp, ${q})`, [lp])[0]?.[0]).toBe(expected)
  })

  test('an unused branch and an unused value do not matter, however far from a number', () => {
    expect(weigh('bad = log(0); worse = bad - bad; if(t > 0, 5, worse)', [[-1, -2]])).toEqual([[5, 5]])
  })

  test('shuffle deals the tokens’ numbers, alike with every call unless a stream is given', () => {
    const lp = [Array.from({ length: 30 }, (_, i) => -i), [-30, -31], []]
    const shuffled = weigh('shuffle(lp)', lp)
    expect(shuffled.map((row) => row.length)).toEqual([30, 2, 0])
    expect(shuffled.flat().sort((a, b) => b - a)).toEqual(lp.flat())
    expect(shuffled).not.toEqual(lp)
    expect(weigh('shuffle(lp)', lp)).toEqual(shuffled)
    const other = formula('shuffle(lp)').weights({ lp, lpb: lp, V: 20 }, CONSTANTS, createRng(5))
    expect(other).not.toEqual(shuffled)
    // Each call deals anew.
    expect(
      weigh('shuffle(lp) - shuffle(lp)', lp)
        .flat()
        .some((difference) => difference !== 0),
    ).toBe(true)
  })

  test('shuffle deals each number to every token equally often', () => {
    const lp = [[-1, -2, -3], [-4], [], [-5, -6]]
    const shuffle = formula('shuffle(-lp)')
    const counts = Array.from({ length: 36 }, () => 0)
    const draws = 3000
    for (let draw = 0; draw < draws; draw++) {
      const dealt = shuffle.weights({ lp, V: 20 }, CONSTANTS, createRng(7, draw)).flat()
      for (const [place, number] of dealt.entries())
        counts[6 * place + number - 1] = (counts[6 * place + number - 1] ?? 0) + 1
    }
    // χ² of 36 cells with 25 degrees of freedom: 52.6 is its 99.9 % point.
    const expected = draws / 6
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(52.6)
  })

  test('a batch without responses, or without tokens, has no weights', () => {
    for (const text of ['1', 'normalise(lp)', 'quantile(mean(lp), 0.5)', 'shuffle(positionMean(after(p)))']) {
      expect(weigh(text, [])).toEqual([])
      expect(weigh(text, [[], []])).toEqual([[], []])
    }
  })

  test('without functions over the batch, another response changes nothing', () => {
    const texts = [...Object.values(pearFormulas), 'mean(lp) + before(p) / T', 'if(t == T, p^0.5, H / log(V))']
    fc.assert(
      fc.property(batches, batches, fc.constantFrom(...texts), (some, more, text) => {
        const compiled = formula(text)
        expect(compiled.overBatch).toBe(false)
        const all = { lp: [...some.lp, ...more.lp], lpb: [...some.lpb, ...more.lpb], V: 20 }
        const weights = compiled.weights({ ...all, H: all.lp }, CONSTANTS)
        expect(weights.slice(0, some.lp.length)).toEqual(compiled.weights({ ...some, H: some.lp }, CONSTANTS))
      }),
    )
  })
})

describe('what a formula reads', () => {
  test.each([
    ['1', []],
    ['t / T', []],
    ['p', ['lp']],
    ['p0 - pb', ['lp0', 'lpb']],
    ['H / log(V)', ['H', 'V']],
    ['clip(exp(mean(lp-lp0)), 0, 16)', ['lp', 'lp0']],
    [pearFormulas.block, ['lp', 'lpb', 'dmin', 'dmax', 'gamma', 'block', 'gmin', 'gmax']],
    ['blockAfter(t)', ['block']],
    // A line that the result does not need costs nothing.
    ['m = mean(lp0 - lp); n = m * H; 2', []],
  ])('%s', (text, names) => {
    expect([...formula(text).reads].sort()).toEqual([...names].sort())
  })

  test('and whether it looks over the batch', () => {
    expect(formula('m = quantile(lp, 0.1); 1').overBatch).toBe(false)
    for (const text of [
      'quantile(lp, 0.1)',
      'm = batchMean(p); p - m',
      'shuffle(p)',
      'positionMean(p)',
      '1 + normalise(p)',
    ]) {
      expect(formula(text).overBatch).toBe(true)
    }
  })

  test('what the batch does not bring is asked for, and only where it is read', () => {
    const batch = { lp: [[-1, -2]], lpb: [[-1, -2]], V: 20 }
    expect(() => formula('p0').weights(batch, CONSTANTS)).toThrow(FormulaInputError)
    expect(() => formula('p0').weights(batch, CONSTANTS)).toThrow(/reads lp0.*brings none/)
    expect(() => formula('H').weights(batch, CONSTANTS)).toThrow(/reads H/)
    expect(() => formula('pb').weights({ ...batch, lpb: [[-1]] }, CONSTANTS)).toThrow(
      /Response 1 has 1 and 2 tokens in lpb/,
    )
    expect(() => formula('pb').weights({ ...batch, lpb: [] }, CONSTANTS)).toThrow(/0 and 1 responses in lpb/)
    expect(formula('2 * t').weights({ ...batch, lpb: [] }, CONSTANTS)).toEqual([[2, 4]])
  })
})

describe('a weight that is no finite number', () => {
  test.each([
    ['log(lp + 2)', 1, 1, -Infinity],
    ['1 / (lp + 3)', 1, 2, Infinity],
    ['sqrt(lp + 1.5)', 1, 1, NaN],
    ['(lp + 4) / (lp + 4)', 2, 0, NaN],
    ['exp(1000)', 1, 0, Infinity],
    ['quantile(lp, V)', 1, 0, NaN],
  ])('%s names response and token', (text, response, token, value) => {
    const lp = [[], [-1, -2, -3], [-4]]
    const run = (): unknown => formula(text).weights({ lp, lpb: lp, V: 20 }, CONSTANTS)
    expect(run).toThrow(WeightError)
    expect(run).toThrow(expect.objectContaining({ response, token, value }))
    expect(run).toThrow(`The weight of token ${token + 1} of response ${response + 1} is ${value}`)
  })
})

test('help tells every variable and function, and what it shows can be written', () => {
  const names = formulaHelp.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['lp', 'lp0', 'lpb', 'p', 'H', 'blockEnd', 'gamma', 'clip', 'shuffle']))
  expect(new Set(names).size).toBe(names.length)
  expect(formulaHelp.find(({ name }) => name === 'clip')?.signature).toBe('clip(x, lo, hi)')
  for (const { signature } of formulaHelp) {
    const text = signature
      .replace(', …', '')
      .replaceAll(/\b(x|a|b|c|lo|hi)\b/g, 'p')
      .replace(/\bq\b/, '0.5')
    expect('problem' in compileFormula(text), text).toBe(false)
  }
})
