import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OfflineEvent, PointEvent, RunEvent, ScoredEvent, TopTokens } from '../../../src/results/events'
import { games } from '../../../src/games'
import type { PolicyEngine } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'
import { sftRows } from '../../../src/training/rows'
import { eventsOf, tiny } from '../../helpers/tinyRun'

let engine: PolicyEngine
let seen: RunEvent[]
const config = tiny({ arms: ['none', 'sft', 'dft', 'token'], sft: { ...tiny().sft, steps: 5 } })
beforeAll(async () => {
  engine = await openWasmEngine()
  seen = await eventsOf(config, engine)
}, 30_000)
afterAll(() => {
  engine.dispose()
})

const offlineOf = (events: readonly RunEvent[]): OfflineEvent => {
  const [found, ...more] = events.filter((event) => event.kind === 'offline')
  if (!found || more.length > 0) throw new Error(`There are ${more.length} examples too many, or none.`)
  return found
}
const scoredOf = (events: readonly RunEvent[]): ScoredEvent[] => events.filter((event) => event.kind === 'scored')
const pointAt = (step: number, arm: string): PointEvent['values'] | undefined =>
  seen
    .filter((event) => event.kind === 'point')
    .find((p) => p.stage === 'sft' && p.step === step && p.arm === arm && p.seed === 3 && p.values.loss !== undefined)
    ?.values

/** The probability that a list of top tokens gives a token; undefined where it is not among them. */
const listed = (top: TopTokens | undefined, token: string): number | undefined =>
  top?.find(([own]) => own === token)?.[1]

function expectTop(top: TopTokens | undefined): void {
  const probabilities = top?.map(([, probability]) => probability) ?? []
  expect(probabilities.length).toBeGreaterThan(0)
  expect(probabilities.length).toBeLessThanOrEqual(5)
  expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a))
  expect(probabilities.reduce((a, b) => a + b, 0)).toBeLessThan(1.001)
}

test('the examples are the first offline pairs of the first seed, as the teacher wrote them', () => {
  const { seed, examples } = offlineOf(seen)
  expect(seed).toBe(3)
  expect(examples).toHaveLength(8)
  const policy = games.track.behaviour(config.game.teacher)
  for (const { prompt, response, behaviourLogProbs, behaviourTop } of examples) {
    const puzzle = games.track.parse(prompt, config.game.difficulty)
    expect(games.track.verify(puzzle, response).correct).toBe(true)
    const stated = policy.logProbs(puzzle, response)
    expect(behaviourLogProbs).toHaveLength(stated.length)
    behaviourLogProbs.forEach((value, t) => {
      expect(value).toBeCloseTo(stated[t] ?? NaN, 4)
      expectTop(behaviourTop?.[t])
      expect(listed(behaviourTop?.[t], response.charAt(t))).toBeCloseTo(Math.exp(value), 3)
    })
  }
})

test('policies are asked before SFT and at each of its evaluations, and only arms that have SFT', () => {
  const moments = scoredOf(seen).map(({ stage, step, policies }) => [stage, step, ...policies.map(({ arm }) => arm)])
  expect(moments).toEqual([
    ['pretrain', 3, 'base'],
    ['sft', 2, 'sft', 'dft', 'token'],
    ['sft', 4, 'sft', 'dft', 'token'],
    ['sft', 5, 'sft', 'dft', 'token'],
  ])
})

test('their log-probs are those on which the next step is trained', () => {
  const { examples } = offlineOf(seen)
  const rows = examples.map((_, row) => ({ row, prompt: [], response: [], behaviourLogProbs: [] }))
  for (const { step, policies } of scoredOf(seen).filter((event) => event.step !== 5)) {
    // The base policy is at step 3 of its own stage and at step 0 of SFT.
    const done = policies[0]?.arm === 'base' ? 0 : step
    const batch = sftRows(rows, 3, done, config.sft.batch) as typeof rows
    for (const arm of ['sft', 'dft', 'token']) {
      const own = policies.find((one) => one.arm === arm) ?? policies[0]
      const tokens = batch.flatMap(({ row }) => own?.logProbs[row] ?? [])
      const nll = -tokens.reduce((a, b) => a + b, 0) / tokens.length
      expect(nll).toBeCloseTo(pointAt(done + 1, arm)?.nll ?? NaN, 4)
    }
  }
})

test('a listed next token has the probability that it was scored with', () => {
  const { examples } = offlineOf(seen)
  let found = 0
  for (const { policies } of scoredOf(seen))
    for (const { logProbs, top } of policies) {
      expect(top).toHaveLength(examples.length)
      top.forEach((positions, row) => {
        const text = examples[row]?.response ?? ''
        expect(positions).toHaveLength(text.length)
        positions.forEach((one, t) => {
          expectTop(one)
          const probability = listed(one, text.charAt(t))
          if (probability === undefined) return
          found++
          expect(probability).toBeCloseTo(Math.exp(logProbs[row]?.[t] ?? NaN), 3)
        })
      })
    }
  expect(found).toBeGreaterThan(20)
})

test('samples come with the log-probs of their tokens', () => {
  const samples = seen.filter((event) => event.kind === 'samples').flatMap((event) => event.samples)
  const responses = samples.flatMap((one) => one.responses)
  expect(responses.length).toBeGreaterThan(20)
  for (const { text, logProbs } of responses) {
    expect(logProbs).toHaveLength(text.length)
    expect(logProbs.every((value) => value <= 0 && value > -50)).toBe(true)
  }
})

describe('a teacher that is a network', () => {
  test('states its own next tokens', async () => {
    const teacher = { kind: 'network', dModel: 12, heads: 2, layers: 1, dFF: 12, steps: 4 }
    const data = { pairs: 20, onlyCorrect: false }
    const own = offlineOf(await eventsOf(tiny({ arms: ['sft'], seeds: { first: 3, count: 1 }, teacher, data }), engine))
    expect(own.examples).toHaveLength(20)
    own.examples.forEach(({ response, behaviourLogProbs, behaviourTop }, index) => {
      expect(behaviourTop?.length).toBe(index < 16 ? response.length : undefined)
      behaviourTop?.forEach((top, t) => {
        expectTop(top)
        const probability = listed(top, response.charAt(t))
        if (probability !== undefined) expect(probability).toBeCloseTo(Math.exp(behaviourLogProbs[t] ?? NaN), 3)
      })
    })
  })
})

test('tokens count what each policy was trained on, and time goes on', () => {
  const { examples } = offlineOf(seen)
  const rows = examples.map(({ response }) => ({
    prompt: [],
    response: Array.from(response, () => 0),
    behaviourLogProbs: [],
  }))
  let trained = 0
  for (let step = 1; step <= config.sft.steps; step++) {
    trained += sftRows(rows, 3, step - 1, config.sft.batch).flatMap(({ response }) => response).length
    for (const arm of ['sft', 'dft', 'token']) expect(pointAt(step, arm)?.tokens).toBe(trained)
    expect(pointAt(step, 'sft')?.seconds).toBeGreaterThan(pointAt(step - 1, 'sft')?.seconds ?? 0)
  }
  for (const { values, step, seed, arm } of seen.filter(
    (event) => event.kind === 'point' && event.stage === 'rl',
  ) as PointEvent[]) {
    if (step !== 1 || values.reward === undefined) continue
    const { prompts, group } = config.rl
    expect(values.tokens, `${arm} ${seed}`).toBeCloseTo((values.responseLength ?? NaN) * prompts * group, 6)
  }
})

test('a policy that is left as it is takes no tokens', async () => {
  const early = (
    await eventsOf(tiny({ arms: ['early'], seeds: { first: 3, count: 1 }, sft: { ...tiny().sft, steps: 6 } }), engine)
  )
    .filter((event) => event.kind === 'point')
    .filter(({ stage, seed, values }) => stage === 'sft' && seed === 3 && values.tokens !== undefined)
    .map(({ values }) => values.tokens ?? NaN)
  expect(early).toHaveLength(6)
  expect(early[1]).toBeGreaterThan(early[0] ?? NaN)
  expect(early.slice(2)).toEqual([early[1], early[1], early[1], early[1]])
})
