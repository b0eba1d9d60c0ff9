import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExperimentConfig } from '../../../src/config/config'
import type { PolicyEngine } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'
import type { PointEvent } from '../../../src/results/events'
import { altered } from '../../helpers/policy/altered'
import { eventsOf, figuresOf, tiny } from '../../helpers/tinyRun'

let engine: PolicyEngine
beforeAll(async () => {
  engine = await openWasmEngine()
})
afterAll(() => {
  engine.dispose()
})

/** PEAR (token), from METHOD.md. */
const TOKEN = 'd = clip(lp - lpb, dmin, dmax);\nexp(clip((T - t) * log(gamma) + after(d), gmin, gmax))'

const withFormulas = (formulas: readonly string[], others: readonly string[] = ['sft'], changes: object = {}) => {
  const ids = formulas.map((_, i) => `formula-${i + 1}`)
  return tiny({
    arms: [...others, ...ids],
    own: Object.fromEntries(formulas.map((formula, i) => [`formula-${i + 1}`, { formula }])),
    ...changes,
  })
}

describe('formulas of what kernels compute', () => {
  let figures: PointEvent[]
  beforeAll(async () => {
    const pear = { gamma: 0.8, deltaMin: -3, deltaMax: 2, logGMin: -4, logGMax: 4 }
    const config = withFormulas(['1', 'p', TOKEN], ['sft', 'dft', 'token'], { pear, sft: { steps: 6, batch: 4 } })
    figures = figuresOf(await eventsOf(config, engine))
  }, 30_000)
  const pointsOf = (arm: string) => figures.flatMap(({ arm: own, ...point }) => (own === arm ? [point] : []))

  test.each([
    ['formula-1', 'sft'],
    ['formula-2', 'dft'],
    ['formula-3', 'token'],
  ])('%s is %s at every point of SFT and RL', (formula, arm) => {
    const [actual, expected] = [pointsOf(formula), pointsOf(arm)]
    expect(new Set(expected.map(({ stage }) => stage))).toEqual(new Set(['sft', 'rl']))
    expect(actual.map(({ values: _, ...where }) => where)).toEqual(expected.map(({ values: _, ...where }) => where))
    expected.forEach(({ values, stage, step }, i) => {
      const own = actual[i]?.values ?? {}
      // Only kernels count what they clip; a formula may clip anything.
      const compared = Object.entries(values).filter(([metric]) => !/(delta|logG)Clipped/.test(metric))
      expect(Object.keys(own)).toEqual(compared.map(([metric]) => metric))
      for (const [metric, value] of compared) {
        const gap = Math.abs((own[metric as keyof typeof own] ?? NaN) - value) / Math.max(1, Math.abs(value))
        expect(gap, `${metric} at ${stage} ${step}`).toBeLessThan(1e-4)
      }
    })
  })

  test('are three different methods', () => {
    const losses = ['sft', 'dft', 'token'].map((arm) => pointsOf(arm).find(({ values }) => values.loss)?.values.loss)
    expect(new Set(losses.map((loss) => loss?.toFixed(2))).size).toBe(3)
  })
})

describe('a weight that is no finite number', () => {
  const endOf = async (config: ExperimentConfig) => (await eventsOf(config, engine)).at(-1)

  test.each([
    ['1 / (t - 1)', 1, 'Infinity, not a finite number'],
    ['log(t - 1)', 1, '-Infinity, not a finite number'],
    ['-1e38 * (1 + 3 * (t == 2))', 2, '-4e+38, and float32 ends at 3.4e+38'],
  ])('%s ends the run, and says whose, when and where', async (formula, token, what) => {
    const own = { 'formula-2': { formula, name: 'Mine & yours' } }
    expect(await endOf(tiny({ arms: ['sft', 'formula-2'], own }))).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining(
        `SFT, step 1: the formula of Mine & yours, seed 3, failed. The weight of token ${token} of response 1 is ${what}`,
      ) as string,
    })
  })

  test('at a later step, which is named', async () => {
    // In the first step the policy is still π₀.
    const config = withFormulas(['if(abs(mean(lp - lp0)) > 0, 1 / 0, 1)'])
    expect(await endOf(config)).toHaveProperty(
      'message',
      expect.stringMatching(/^SFT, step 2: the formula of Formula 1, /),
    )
  })

  test('is no matter where it does not reach the result, or float32 can hold it', async () => {
    const config = withFormulas(['if(t > 1, log(t - 1), 0) + 1e30', 'x = log(0); if(t > 0, 1, x)'])
    expect(await endOf(config)).toMatchObject({ kind: 'finished' })
  })
})

describe('score passes', () => {
  const STEPS = 3
  const passes = async (...formulas: string[]): Promise<number> => {
    let calls = 0
    const counting = altered(engine, {
      score: (...given) => {
        calls++
        return engine.score(...given)
      },
    })
    const config = withFormulas(formulas, ['sft'], { seeds: { first: 3, count: 1 } })
    expect((await eventsOf(config, counting)).at(-1)).toMatchObject({ kind: 'finished' })
    return calls
  }
  let without: number
  beforeAll(async () => {
    without = await passes()
  })

  test.each([
    ['nothing of the policies', ['T / t + pb'], 0],
    ['π₀ in a line that the result does not need', ['m = mean(lp0); 1'], 0],
    ['the policy', ['p'], 1],
    ['its entropy alone', ['H'], 1],
    ['both', ['p * H'], 1],
    ['π₀', ['p0'], 1],
    ['the policy and π₀', ['exp(lp - lp0)'], 2],
    ['the policy and π₀ in two arms', ['p', 'p0'], 2],
    ['the same in three arms', ['p', 'H', '1 - p'], 1],
  ])('of a formula that reads %s', async (_, formulas, each) => {
    expect((await passes(...formulas)) - without).toBe(each * STEPS)
  })
})
