import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packSequences, responseValues } from '../../../src/policy/batch'
import type { PolicyEngine, Population } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'
import { type HostWeighting, packWeighted, type WeightingStep } from '../../../src/training/hostWeights'
import type { OfflinePair } from '../../../src/training/pairs'
import { TINY } from '../../helpers/policy/fixtures'

const LENGTH = 6
const ROWS: OfflinePair[][] = [
  [
    { prompt: [1, 2], response: [3, 4, 0], behaviourLogProbs: [-1, -2, 0] },
    {
      prompt: [5],
      response: [6],
      behaviourLogProbs: [-0.5],
      refused: { prompt: [5], response: [2, 2], behaviourLogProbs: [-3, -4] },
    },
  ],
  [
    { prompt: [2], response: [1, 0], behaviourLogProbs: [-1.5, -0.25] },
    { prompt: [3, 3], response: [4], behaviourLogProbs: [-2] },
  ],
]

/** A weighting that notes what it was asked. */
function asked(options: Partial<Omit<HostWeighting, 'at'>>): { weighting: HostWeighting; seen: WeightingStep[] } {
  const seen: WeightingStep[] = []
  const at: HostWeighting['at'] = (step) => {
    seen.push(step)
    return { weights: step.rows.map((row, i) => row.response.map((_, t) => 10 * i + t - 3)), rateFactor: 0.5 }
  }
  return { weighting: { passes: [], includesRefused: false, ...options, at }, seen }
}

describe('a batch with weights of its members’ own', () => {
  let engine: PolicyEngine
  let population: Population
  beforeAll(async () => {
    engine = await openWasmEngine()
    population = engine.createPopulation(TINY, [1, 2, 3])
  })
  afterAll(() => {
    engine.dispose()
  })

  test('leaves the others’ slots as they are, and puts weights where the tokens are predicted', async () => {
    const { weighting } = asked({ includesRefused: false })
    const at = { step: 4, steps: 9 }
    const packed = await packWeighted(
      engine,
      { current: population },
      [undefined, weighting, undefined],
      at,
      ROWS,
      [0, 1, 1],
      LENGTH,
    )
    const { batch, rateFactors } = packed
    expect(batch.slotOf).toEqual([0, 2, 1])
    expect(rateFactors).toEqual([1, 0.5, 1])
    const alone = packSequences(ROWS, LENGTH, [0, 1, 1])
    const shared = 2 * 2 * LENGTH
    expect(batch.inputs.slice(0, shared)).toEqual(alone.inputs)
    expect(batch.targets.slice(0, shared)).toEqual(alone.targets)
    expect(batch.inputs.slice(shared)).toEqual(alone.inputs.slice(shared / 2))
    const start = 2 * 2 * LENGTH
    // Prompts of 1 and 2 tokens: the responses are predicted from positions 0 and 1 on.
    expect(Array.from(batch.weights?.slice(start) ?? [])).toEqual([-3, -2, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0])
    expect(Array.from(batch.behaviourLogProbs?.slice(start) ?? [])).toEqual([
      -1.5, -0.25, 0, 0, 0, 0, 0, -2, 0, 0, 0, 0,
    ])
  })

  test('gives a weighting the log-probabilities and entropies of its own member and rows', async () => {
    const { weighting, seen } = asked({ passes: ['current'], includesRefused: false })
    await packWeighted(
      engine,
      { current: population },
      [undefined, undefined, weighting],
      { step: 4, steps: 9 },
      ROWS,
      [0, 1, 0],
      LENGTH,
    )
    const alone = engine.fork([{ population, member: 2 }])
    const batch = packSequences([ROWS[0] ?? []], LENGTH, [0])
    const { logProbs, entropies } = await engine.score(alone, batch)
    alone.dispose()
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ step: 4, steps: 9, rows: ROWS[0] })
    const { lp = [], H = [], lpb, V } = seen[0]?.batch ?? {}
    expect([lp.length, lpb, V]).toEqual([2, ROWS[0]?.map((row) => row.behaviourLogProbs), TINY.vocabulary])
    for (const [read, all] of [
      [lp, logProbs],
      [H, entropies],
    ] as const)
      for (const [row, own] of read.entries()) {
        const expected = responseValues(all, batch, 0, row)
        expect(Array.from(own)).toEqual(expected.map((value) => expect.closeTo(value, 5) as number))
      }
  })

  test('reads π₀ for members that ask for it, and the policy’s own for the others', async () => {
    const frozen = engine.createPopulation(TINY, [4, 5, 6])
    const own = asked({ passes: ['current'], includesRefused: false })
    const initial = asked({ passes: ['initial'], includesRefused: false })
    const ask = (policies: Parameters<typeof packWeighted>[1], members: (HostWeighting | undefined)[]) =>
      packWeighted(engine, policies, members, { step: 0, steps: 1 }, ROWS, [0, 0, 0], LENGTH)
    await ask({ current: population, initial: frozen }, [own.weighting, initial.weighting, undefined])
    const alone = [
      asked({ passes: ['current'], includesRefused: false }),
      asked({ passes: ['current'], includesRefused: false }),
    ]
    await ask({ current: population }, [alone[0]?.weighting, undefined, undefined])
    await ask({ current: frozen }, [undefined, alone[1]?.weighting, undefined])
    expect(own.seen[0]?.batch.lp).toEqual(alone[0]?.seen[0]?.batch.lp)
    expect(own.seen[0]?.batch.lp0).toBeUndefined()
    expect(initial.seen[0]?.batch.lp0).toEqual(alone[1]?.seen[0]?.batch.lp)
    expect(initial.seen[0]?.batch.lp0).not.toEqual(own.seen[0]?.batch.lp)
    await expect(ask({ current: population }, [undefined, initial.weighting, undefined])).rejects.toThrow(/π₀/)
    frozen.dispose()
  })

  test('has as many rows again for refused responses, empty where none was refused', async () => {
    const { weighting, seen } = asked({ includesRefused: true })
    const { batch } = await packWeighted(
      engine,
      { current: population },
      [weighting, undefined, undefined],
      { step: 0, steps: 1 },
      ROWS,
      [0, 0, 1],
      LENGTH,
    )
    expect(batch.rows).toBe(4)
    expect(Array.from(batch.counts)).toEqual([3, 1, 0, 0, 2, 1, 0, 0, 3, 1, 0, 2])
    expect(seen[0]?.rows.map(({ isRefused, response }) => [isRefused ?? false, response.length])).toEqual([
      [false, 3],
      [false, 1],
      [true, 0],
      [true, 2],
    ])
  })
})
