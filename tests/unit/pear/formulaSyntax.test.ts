import fc from 'fast-check'
import { exp, power } from '../../../src/core/elementary'
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { compileFormula, formulaHelp, MAX_LENGTH, WeightError } from '../../../src/pear/formula'
import oracle from '../../oracle/formula.json'
import { CONSTANTS, formula, pearFormulas } from './formulaHelpers'

/** The operators as school and Python have them: how tightly each binds, and what it gives. */
const OPERATORS: Readonly<Record<string, [power: number, compute: (a: number, b: number) => number]>> = {
  '<': [0, (a, b) => (a < b ? 1 : 0)],
  '>=': [0, (a, b) => (a >= b ? 1 : 0)],
  '==': [0, (a, b) => (a === b ? 1 : 0)],
  '!=': [0, (a, b) => (a === b ? 0 : 1)],
  '+': [1, (a, b) => a + b],
  '-': [1, (a, b) => a - b],
  '*': [2, (a, b) => a * b],
  '/': [2, (a, b) => a / b],
  '^': [4, power],
}
const SIGN = 3

type Tree =
  | { leaf: string; value: number }
  | { sign: Tree }
  | { name: 'exp' | 'abs'; arg: Tree }
  | { operator: string; left: Tree; right: Tree }

const FUNCTIONS = { exp, abs: Math.abs }
const LP = -0.75

const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constantFrom('0', '1', '2', '.5', '3.', '1e-3', '2E2', '0.1').map((leaf) => ({ leaf, value: Number(leaf) })),
      fc.constant({ leaf: 'lp', value: LP }),
    ),
    fc.record({ sign: tie('tree') }),
    fc.record({ name: fc.constantFrom('exp' as const, 'abs' as const), arg: tie('tree') }),
    fc.record({ operator: fc.constantFrom(...Object.keys(OPERATORS)), left: tie('tree'), right: tie('tree') }),
  ),
})).tree

function value(tree: Tree): number {
  if ('leaf' in tree) return tree.value
  if ('sign' in tree) return -value(tree.sign)
  if ('name' in tree) return FUNCTIONS[tree.name](value(tree.arg))
  return (OPERATORS[tree.operator]?.[1] ?? (() => NaN))(value(tree.left), value(tree.right))
}

/** A tree with brackets around everything. */
function bracketed(tree: Tree): string {
  if ('leaf' in tree) return `(${tree.leaf})`
  if ('sign' in tree) return `(-${bracketed(tree.sign)})`
  if ('name' in tree) return `${tree.name}(${bracketed(tree.arg)})`
  return `(${bracketed(tree.left)}${tree.operator}${bracketed(tree.right)})`
}

/** A tree with the brackets that it needs, and no other. */
function bare(tree: Tree): string {
  const powerOf = (part: Tree): number =>
    'operator' in part ? (OPERATORS[part.operator]?.[0] ?? NaN) : 'sign' in part ? SIGN : 5
  const at = (needed: number, part: Tree): string => (powerOf(part) < needed ? `(${bare(part)})` : bare(part))
  if ('leaf' in tree) return tree.leaf
  if ('name' in tree) return `${tree.name}(${bare(tree.arg)})`
  // A sign or an exponent behind a sign needs none: - -2, -2^2.
  if ('sign' in tree) return `- ${at(SIGN, tree.sign)}`
  const power = powerOf(tree)
  if (tree.operator === '^') {
    // Nor does an exponent with a sign: 2^-3.
    const right = at(SIGN, tree.right)
    return `${at(power + 1, tree.left)} ^ ${right}`
  }
  // Comparisons do not chain on either side; everything else goes from the left.
  return `${at(power === 0 ? 1 : power, tree.left)} ${tree.operator} ${at(power + 1, tree.right)}`
}

describe('expressions', () => {
  const run = (text: string): number | undefined =>
    formula(text).weights({ lp: [[LP]], lpb: [], V: 9 }, CONSTANTS)[0]?.[0]

  test('mean what an independent reading of their tree says, with all brackets and with as few as can be', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const expected = value(tree)
        for (const text of [bracketed(tree), bare(tree), bare(tree).replaceAll(' ', ''), `a = ${bare(tree)};\n a;`]) {
          fc.pre(text.length < MAX_LENGTH)
          if (Number.isFinite(expected)) expect(run(text), text).toBe(expected)
          else expect(() => run(text), text).toThrow(WeightError)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['2^-2^2', 1 / 16],
    ['(-2)^2', 4],
    ['--3', 3],
    ['-2 * -3', 6],
    ['+2 - +3', -1],
    ['7 - 4 - 2', 1],
    ['16 / 4 / 2', 2],
    ['16 / 4 * 2', 8],
    ['1 + 2 < 4 - 0.5', 1],
    ['(1 < 2) + (2 < 1) == 1', 1],
    ['1e-3 + .5 + 2. + 1E1', 12.501],
    ['a = 2; b = a ^ a; a + b', 6],
    ['a=1;\r\n\tb = a +\n 1;\n\n b ;', 2],
    ['lp0_x = 3; P = 2; lp0_x * P', 6],
    ['sum(1)', 1],
    ['min(3, 1, 2) + max(1, 2)', 3],
    ['__proto__ = 1; constructor = 2; __proto__ + constructor', 3],
    [`1${'+1'.repeat(999)}`, 1000],
    [`1${'/1'.repeat(999)}`, 1],
    [`${'('.repeat(64)}5${')'.repeat(64)}`, 5],
    [`${'-'.repeat(64)}5`, 5],
  ])('%s', (text, expected) => {
    expect(run(text)).toBe(expected)
  })
})

describe('what is no formula', () => {
  const texts: readonly [text: string, column: number, message: string][] = [
    // Names.
    ['lpp', 1, 'there is no `lpp`; did you mean `lp`?'],
    ['1 + 2 * lpp', 9, 'there is no `lpp`; did you mean `lp`?'],
    ['p * blockend', 5, 'did you mean `blockEnd`?'],
    ['LP', 1, 'did you mean `lp`?'],
    ['quantlie(p, .5)', 1, 'did you mean `quantile`?'],
    ['1 - normalize(p)', 5, 'did you mean `normalise`?'],
    ['maen(p)', 1, 'did you mean `mean`?'],
    ['clamp(p, 0, 1)', 1, 'did you mean `clip`?'],
    ['ln(p)', 1, 'did you mean `log`?'],
    ['margin = p; magrin', 13, 'did you mean `margin`?'],
    ['x', 1, 'there is no `x`; variables are lp, '],
    ['f(1)', 1, 'there is no `f`; functions are exp, '],
    ['p + constructor', 5, 'there is no `constructor`; variables'],
    ['toString', 1, 'there is no `toString`'],
    ['__proto__', 1, 'there is no `__proto__`'],
    ['hasOwnProperty(1)', 1, 'there is no `hasOwnProperty`; functions'],
    ['NaN', 1, 'there is no `NaN`'],
    ['-Infinity', 2, 'there is no `Infinity`'],
    [`1 + ${'z'.repeat(1500)}`, 5, `there is no \`${'z'.repeat(23)}…\``],
    ['b = a; a = 1; b', 5, '`a` has no value yet; its line must stand before this one'],
    ['a = a + 1; a', 5, '`a` has no value yet'],
    // Functions.
    ['p * exp', 5, '`exp` is a function; write `exp(x)`'],
    ['clip', 1, '`clip` is a function; write `clip(x, lo, hi)`'],
    ['2 + lp(1)', 5, '`lp` is no function; to multiply, write `lp * (…)`'],
    ['a = 1; a(2)', 8, '`a` is no function'],
    ['1 + clip(p, 1)', 5, '`clip` takes 3 arguments, not 2; write `clip(x, lo, hi)`'],
    ['exp()', 1, '`exp` takes 1 argument, not 0'],
    ['log(p, 2)', 1, '`log` takes 1 argument, not 2'],
    ['max(p)', 1, '`max` takes 2 arguments or more, not 1; write `max(a, b, …)`'],
    ['quantile(p, lp)', 13, '`quantile` needs one number as `q`'],
    ['quantile(p, T / 9)', 13, '`quantile` needs one number as `q`'],
    ['q = 3 / 2; quantile(p, q)', 24, '`quantile` needs a `q` of 0 to 1'],
    ['quantile(p, -.5)', 13, '`quantile` needs a `q` of 0 to 1'],
    // Lines.
    ['', 1, 'the formula is empty'],
    [' \n ', 1, 'the formula is empty'],
    ['a = 1', 6, 'the formula ends without a result; add `; a`'],
    ['a = 1;  ', 7, 'the formula ends without a result'],
    ['1; 2', 1, 'only the last line is the result; give this line a name (`name = …;`) or remove it'],
    ['a = 1; a; 3', 8, 'only the last line is the result'],
    ['1;;', 3, 'a value is missing before `;`'],
    ['; 1', 1, 'a value is missing before `;`'],
    ['a = ; 1', 5, 'a value is missing before `;`'],
    ['a = 1; a = 2; a', 8, '`a` has a value already; take another name'],
    ['lp = 0; 1', 1, '`lp` has a meaning of its own, which a line cannot change; take another name, or write `==`'],
    ['a = 1; sum = 0; 1', 8, '`sum` has a meaning of its own'],
    ['a = 1\nb = 2; a', 7, 'line 2: an operator is missing before `b`; end the line before with `;`'],
    ['a = 1;\n\n b + lpp', 10, 'line 3: there is no `b`'],
    ['a = 1;\n lpp', 9, 'line 2: there is no `lpp`; did you mean `lp`?'],
    ['lpp;\n 1', 1, 'line 1: there is no `lpp`'],
    // Signs.
    ['if(lp = 0, 1, 2)', 7, '`=` stands only behind a new name at the start of a line; to compare, write `==`'],
    ['1 = 2', 3, 'to compare, write `==`'],
    ['(a = 1; a)', 4, '`=` stands only behind a new name at the start of a line'],
    ['1 + a = 2; a', 7, '`=` stands only behind a new name'],
    ['1 < 2 < 3', 7, 'comparisons do not chain; write `(a < b) * (b < c)`'],
    ['p == p != p', 8, 'comparisons do not chain'],
    ['2 ** 3', 3, 'there is no `**` here; write `^`'],
    ['lp − 1', 4, 'there is no `−` here; write `-`'],
    ['2 · p', 3, 'write `*`'],
    ['p ≤ 1', 3, 'write `<=`'],
    ['p =< 1', 3, 'write `<='],
    ['(p < 1) && (t > 2)', 9, 'write a product of comparisons'],
    ['p < 1 and t > 2', 7, 'there is no `and` here; write a product of comparisons'],
    ['!p', 1, 'to say “not”, write `x == 0`'],
    ['p ? 1 : 2', 3, 'write `if(c, a, b)`'],
    ['1 + [2]', 5, 'there is no `[` here; write `(`'],
    ['1 +', 4, 'the formula ends where a value should stand'],
    ['1 + * 2', 5, 'a value is missing before `*`'],
    ['()', 2, 'a value is missing before `)`'],
    ['exp(p,)', 7, 'a value is missing before `)`'],
    ['2p', 2, 'an operator is missing before `p`; to multiply, write `* p`'],
    ['p p0', 3, 'an operator is missing before `p0`'],
    ['(p)(p)', 4, 'an operator is missing before this `(`'],
    ['exp(1 2)', 7, 'an operator is missing before `2`'],
    ['(1\n2)', 4, 'line 2: an operator is missing before `2`; to multiply'],
    ['1 + (2 * (3)', 5, 'this `(` is never closed; add `)`'],
    ['exp(1', 4, 'this `(` is never closed'],
    ['a = (1; a', 5, 'this `(` is never closed'],
    ['1 + 2)', 6, 'this `)` closes nothing'],
    ['0,5', 2, 'a decimal has a point, as in `0.5`'],
    ['(1, 2)', 3, 'a `,` stands only between arguments'],
    // Numbers and stray characters.
    ['1 + 1.2.3', 5, 'this is no number; write one like `12`'],
    ['1e', 1, 'this is no number'],
    ['2 * 1e999', 5, '`1e999` is too large a number'],
    ['.', 1, 'a `.` belongs into a number'],
    ['p $ 2', 3, '`$` means nothing in a formula; remove it'],
    ['p + é', 5, '`é` means nothing in a formula; names have letters a to z'],
    ['δ = 1; δ', 1, '`δ` means nothing in a formula'],
    ['1 😀', 3, '`😀` means nothing'],
    ['1 \ud800', 3, '`U+D800` means nothing'],
    ['1\u0000', 2, '`U+0000` means nothing'],
    ['"1"', 1, '`"` means nothing'],
    // What is wrong first is told first.
    ['lpp + $', 1, 'there is no `lpp`'],
    // Too much.
    ['('.repeat(10_000), MAX_LENGTH + 1, 'this formula has 10000 characters, and 2000 are the most'],
    [' '.repeat(2001), MAX_LENGTH + 1, '2000 are the most'],
    ['('.repeat(2000), 65, 'more than 64 brackets, signs and exponents in each other'],
    ['-'.repeat(2000), 65, 'more than 64'],
    ['+'.repeat(2000), 65, 'more than 64'],
    [`2${'^2'.repeat(900)}`, 130, 'more than 64'],
    [`2${'^-2'.repeat(600)}`, 98, 'more than 64'],
    ['exp('.repeat(500), 260, 'more than 64'],
  ]
  // Titles are kept short and without control characters.
  const titled = texts.map(([text, ...expected]) => [JSON.stringify(text.slice(0, 60)), text, ...expected] as const)
  test.each(titled)('%s', (_, text, column, message) => {
    const compiled = compileFormula(text)
    expect(compiled).toHaveProperty('problem')
    if (!('problem' in compiled)) return
    expect(compiled.problem.message).toContain(message)
    expect(compiled.problem.column).toBe(column)
  })

  test('no text makes reading throw, and every problem lies in the text or just behind it', () => {
    const words = [
      'lp',
      'p',
      'T',
      'a',
      'a = 1;',
      'sum',
      'quantile(',
      'if(',
      '(',
      ')',
      ',',
      ';',
      '=',
      '<',
      '^',
      '-',
      '*',
      '1',
      '.5',
      'é',
      '😀',
      '\ud800',
      '\n',
      ' ',
    ]
    const texts = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 60 }),
      fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const compiled = compileFormula(text)
        if (!('problem' in compiled)) return
        expect(compiled.problem.column).toBeGreaterThanOrEqual(1)
        expect(compiled.problem.column).toBeLessThanOrEqual(text.length + 1)
        expect(compiled.problem.message).toMatch(/[;?:]/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('hostile formulas', () => {
  const rows = Array.from({ length: 64 }, (_, r) =>
    Array.from({ length: 150 }, (_, t) => -((r * 31 + t * 17) % 97) / 32),
  )

  test.each([
    // Each line doubles the last: 2 ** 200 additions, were they written out.
    ['a0 = 1;' + Array.from({ length: 100 }, (_, i) => `a${i + 1}=a${i}+a${i};`).join('') + 'a100 > 0'],
    ['a0 = p;' + Array.from({ length: 60 }, (_, i) => `a${i + 1}=min(a${i},a${i},1);`).join('') + 'a60'],
    ['quantile('.repeat(60) + 'p' + ',.5)'.repeat(60)],
    ['mean('.repeat(64) + 'p' + ')'.repeat(64)],
    ['positionMean('.repeat(60) + 'p' + ')'.repeat(60)],
    [Array.from({ length: 130 }, () => 'quantile(p,1)').join('+')],
  ])('%s', (text) => {
    expect(text.length).toBeLessThanOrEqual(MAX_LENGTH)
    const weights = formula(text).weights({ lp: rows, lpb: rows, V: 20 }, CONSTANTS)
    expect(weights.flat()).toHaveLength(64 * 150)
  })
})

describe('typeset', () => {
  test.each([
    ['1', 'c_{t} = 1'],
    ['p^0.5', String.raw`c_{t} = \pi_\theta(y_{t})^{0.5}`],
    ['H / log(V)', String.raw`c_{t} = \frac{H_{t}}{\log\left(V\right)}`],
    ['p * (1 - p)', String.raw`c_{t} = \pi_\theta(y_{t}) \cdot \left(1 - \pi_\theta(y_{t})\right)`],
    ['7 - (4 - 2)', String.raw`c_{t} = 7 - \left(4 - 2\right)`],
    ['(7 - 4) - 2', 'c_{t} = 7 - 4 - 2'],
    ['(p^2)^3', String.raw`c_{t} = \left(\pi_\theta(y_{t})^{2}\right)^{3}`],
    ['-(1 + 2) - -3', String.raw`c_{t} = -\left(1 + 2\right) - \left(-3\right)`],
    ['1 / 2 / 3 / 4', String.raw`c_{t} = \frac{\frac{1}{2}}{3} / 4`],
    ['2.5e-3', String.raw`c_{t} = 2.5 \cdot 10^{-3}`],
    [
      'a_1 = T; delta = lp; a_1 + after(delta)',
      String.raw`\begin{aligned}\mathrm{a\_1} &= T \\ \delta_{t} &= \log\pi_\theta(y_{t}) \\ c_{t} &= \mathrm{a\_1} + \sum_{j>t} \delta_{j}\end{aligned}`,
    ],
    // The inner sum takes j, the one around it i, and a sum beside them j again.
    [
      'sum(before(lp)) + sum(lp)',
      String.raw`c_{t} = \sum_{i=1}^{T} \sum_{j<i} \log\pi_\theta(y_{j}) + \sum_{j=1}^{T} \log\pi_\theta(y_{j})`,
    ],
    ['blockAfter(p) + blockEnd', String.raw`c_{t} = \sum_{j>e_k} \pi_\theta(y_{j}) + e_k`],
    ['sum(blockEnd)', String.raw`c_{t} = \sum_{j=1}^{T} e_{k(j)}`],
    [
      'if(p < 0.5, 1, p0)',
      String.raw`c_{t} = \begin{cases}1 & \text{if } \pi_\theta(y_{t}) < 0.5 \\ \pi_0(y_{t}) & \text{else}\end{cases}`,
    ],
    [
      'if(gmax, 1, dmin)',
      String.raw`c_{t} = \begin{cases}1 & \text{if } g_{\max} \ne 0 \\ \delta_{\min} & \text{else}\end{cases}`,
    ],
  ])('%s', (text, tex) => {
    expect(formula(text).tex).toBe(tex)
  })

  const render = (text: string): string =>
    katex.renderToString(formula(text).tex, { displayMode: true, throwOnError: true, strict: 'error' })

  test('KaTeX sets the methods of the field, every name of the language, and what is large and odd', () => {
    const methods = oracle.cases[0]?.vectors.map((vector) => vector.formula) ?? []
    const names = formulaHelp.map(({ signature }) =>
      signature
        .replace(', …', '')
        .replaceAll(/\b(x|a|b|c|lo|hi)\b/g, 'p')
        .replace(/\bq\b/, '0.5'),
    )
    const odd = [
      `1${'/1'.repeat(999)}`,
      `1${'+p'.repeat(999)}`,
      `2${'^p'.repeat(64)}`,
      '-'.repeat(64) + 'p',
      'sum('.repeat(64) + 't' + ')'.repeat(64),
      'sqrt(1/'.repeat(60) + 'p' + ')'.repeat(60),
      'if(p,'.repeat(20) + '1' + ',2)'.repeat(20),
      '__proto__ = lp; a_b_ = __proto__; a_b_',
    ]
    for (const text of [...methods, ...names, ...odd, ...Object.values(pearFormulas)]) {
      expect(render(text)).toContain('<math')
    }
  })

  test('KaTeX sets any expression', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const text = bare(tree)
        fc.pre(text.length < MAX_LENGTH)
        expect(render(text)).toContain('<math')
      }),
      { numRuns: 100 },
    )
  })
})
