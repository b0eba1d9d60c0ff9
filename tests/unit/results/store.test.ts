import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArmId } from '../../../src/config/armId'
import { stageIds } from '../../../src/config/stages'
import type { PointEvent } from '../../../src/results/events'
import { type MetricId, pointSources } from '../../../src/results/metrics'
import { emptyResults } from '../../../src/results/results'
import { type Origin, PointStore, type StepValues } from '../../../src/results/store'
import { valuesAt } from '../../../src/results/tables'
import { point } from '../../helpers/points'

const seeds = [4, 5, 6]
const arms = ['base', 'sft', 'token'] as const
const metrics = ['passAt1', 'loss', 'responseLength'] as const satisfies readonly MetricId[]

/** Few places, so that figures come again for one, and in any order of steps. */
const anyPoint: fc.Arbitrary<PointEvent> = fc.record({
  kind: fc.constant('point' as const),
  stage: fc.constantFrom(...stageIds.slice(2)),
  source: fc.constantFrom(...pointSources),
  step: fc.nat(4),
  arm: fc.constantFrom(...arms),
  seed: fc.constantFrom(...seeds, 99),
  values: fc.record({ passAt1: fc.double(), loss: fc.double(), responseLength: fc.double() }, { requiredKeys: [] }),
})
const batches = fc.array(fc.array(anyPoint, { maxLength: 6 }), { maxLength: 12 })

/** What can be asked, and where. */
interface Answers {
  has: (metric: MetricId) => boolean
  latest: (metric: MetricId) => number | undefined
  arms: (origin: Origin) => PointEvent['arm'][]
  valueAt: (origin: Origin, arm: PointEvent['arm'], seed: number, step: number, metric: MetricId) => number | undefined
  last: (origin: Origin, arm: PointEvent['arm'], seed: number, metric: MetricId) => number | undefined
  curve: (origin: Origin, arm: PointEvent['arm'], metric: MetricId) => StepValues[]
}

/** The same by going through all points. */
function naive(all: readonly PointEvent[]): Answers {
  const having = (metric: MetricId, test: (one: PointEvent) => boolean = () => true) =>
    all.filter((one) => one.values[metric] !== undefined && test(one))
  const isOf =
    ({ stage, source }: Origin) =>
    (one: PointEvent): boolean =>
      one.stage === stage && one.source === source
  const valueAt: Answers['valueAt'] = (origin, arm, seed, step, metric) =>
    having(metric, (one) => isOf(origin)(one) && one.arm === arm && one.seed === seed && one.step === step).at(-1)
      ?.values[metric]
  return {
    has: (metric) => having(metric).length > 0,
    latest: (metric) => having(metric).at(-1)?.values[metric],
    arms: (origin) => [...new Set(all.filter(isOf(origin)).map(({ arm }) => arm))],
    valueAt,
    last: (origin, arm, seed, metric) => {
      const own = having(metric, (one) => isOf(origin)(one) && one.arm === arm && one.seed === seed)
      return valueAt(origin, arm, seed, Math.max(...own.map(({ step }) => step)), metric)
    },
    curve: (origin, arm, metric) => {
      const own = having(metric, (one) => isOf(origin)(one) && one.arm === arm && seeds.includes(one.seed))
      return [...new Set(own.map(({ step }) => step))]
        .sort((a, b) => a - b)
        .map((step) => ({ step, values: seeds.map((seed) => valueAt(origin, arm, seed, step, metric)) }))
    },
  }
}

const answersOf = (store: PointStore): Answers => ({
  has: (metric) => store.has(metric),
  latest: (metric) => store.latest(metric),
  arms: (origin) => store.arms(origin),
  valueAt: (...place) => store.valueAt(...place),
  last: (...place) => store.last(...place),
  curve: (origin, arm, metric) => store.curve(origin, arm, metric, seeds),
})

const origins = stageIds.flatMap((stage) => pointSources.map((source) => ({ stage, source })))

/** Every answer that there is. */
const everything = ({ has, latest, arms: armsIn, valueAt, last, curve }: Answers) => ({
  whole: metrics.map((metric) => [has(metric), latest(metric)]),
  arms: origins.map(armsIn),
  rest: origins.flatMap((origin) =>
    arms.flatMap((arm) =>
      metrics.map((metric) => ({
        curve: curve(origin, arm, metric),
        seeds: seeds.map((seed) => [
          last(origin, arm, seed, metric),
          ...[0, 1, 2, 3, 4, 5].map((step) => valueAt(origin, arm, seed, step, metric)),
        ]),
      })),
    ),
  ),
})

/** Every answer of a store is what going through all points finds. */
function expectAnswers(store: PointStore, all: readonly PointEvent[]): void {
  expect([...store]).toEqual(all)
  expect(store).toHaveLength(all.length)
  expect(everything(answersOf(store))).toEqual(everything(naive(all)))
}

describe('a store answers as going through all points would', () => {
  test('however they come, and in every store on the way', () => {
    fc.assert(
      fc.property(batches, (lists) => {
        const stores = lists.reduce(
          (known, list) => [...known, (known.at(-1) ?? PointStore.of()).add(list)],
          [PointStore.of()],
        )
        // Only now, when the last store has all points: the earlier ones must not see them.
        stores.forEach((store, i) => {
          expectAnswers(store, lists.slice(0, i).flat())
        })
        expectAnswers(PointStore.of(lists.flat()), lists.flat())
      }),
      { numRuns: 40 },
    )
  })

  test('also where two go on from one store', () => {
    fc.assert(
      fc.property(batches, batches, batches, (before, one, other) => {
        const grown = (store: PointStore, lists: PointEvent[][]) =>
          lists.reduce((known, list) => known.add(list), store)
        const common = grown(PointStore.of(), before)
        const [first, second, again] = [grown(common, one), grown(common, other), grown(common, one)]
        expectAnswers(common, before.flat())
        expectAnswers(first, [...before, ...one].flat())
        expectAnswers(second, [...before, ...other].flat())
        expectAnswers(again, [...before, ...one].flat())
      }),
      { numRuns: 20 },
    )
  })
})

test('of a figure that was reported twice the last report holds, for tables and curves alike', () => {
  const points = PointStore.of([
    point('rl', 60, 'token', 4, { passAt1: 0.2, greedy: 0.9 }),
    point('rl', 60, 'token', 5, { passAt1: 0.3 }),
    point('rl', 60, 'token', 4, { passAt1: 0.4 }),
  ])
  const results = { ...emptyResults, seeds: [4, 5, 6], points }
  expect(valuesAt(results, 'token', 'passAt1', 60)).toEqual([0.4, 0.3, undefined])
  // What was not said again holds on.
  expect(valuesAt(results, 'token', 'greedy', 60)).toEqual([0.9, undefined, undefined])
  expect(points.curve({ stage: 'rl', source: 'evaluation' }, 'token', 'passAt1', [4, 5])).toEqual([
    { step: 60, values: [0.4, 0.3] },
  ])
})

test('training and evaluation of one step are kept apart', () => {
  const place = { kind: 'point', stage: 'rl', step: 5, arm: 'sft', seed: 4 } as const
  const points = PointStore.of([
    { ...place, source: 'train', values: { responseLength: 7 } },
    { ...place, source: 'evaluation', values: { responseLength: 99 } },
  ])
  const at = (source: PointEvent['source']) => points.valueAt({ stage: 'rl', source }, 'sft', 4, 5, 'responseLength')
  expect([at('train'), at('evaluation')]).toEqual([7, 99])
})

describe('cost', () => {
  const EVALUATIONS = { stage: 'rl', source: 'evaluation' } as const
  const STEPS = 200
  const many: readonly ArmId[] = ['sft', 'token', 'block', 'sequence']
  let reads = 0
  /** A point that counts how often one of its figures is looked at. */
  const counted = (step: number, arm: ArmId, seed: number): PointEvent => {
    const values = { passAt1: step + seed }
    const count = <T>(value: T): T => {
      reads++
      return value
    }
    return {
      ...point('rl', step, arm, seed, values),
      values: new Proxy(values, {
        get: (target, key) => count(Reflect.get(target, key) as unknown),
        ownKeys: (target) => count(Reflect.ownKeys(target)),
      }),
    }
  }
  const readsOf = (work: () => unknown): number => {
    reads = 0
    work()
    return reads
  }
  const batch = (step: number) => many.flatMap((arm) => seeds.map((seed) => counted(step, arm, seed)))

  test('a batch costs what it holds, however long the run is', () => {
    let store = PointStore.of()
    const costs = Array.from({ length: STEPS }, (_, step) => {
      const points = batch(step)
      return readsOf(() => {
        store = store.add(points)
      })
    })
    expect(new Set(costs)).toEqual(new Set([many.length * seeds.length]))
    expect(store).toHaveLength(STEPS * many.length * seeds.length)
  })

  test('a value costs one look, a column one a seed, a curve one a point', () => {
    const points = PointStore.of(Array.from({ length: STEPS }, (_, step) => batch(step)).flat())
    const results = { ...emptyResults, seeds, points }
    expect(readsOf(() => points.valueAt(EVALUATIONS, 'token', 5, 150, 'passAt1'))).toBe(1)
    expect(readsOf(() => points.last(EVALUATIONS, 'token', 5, 'passAt1'))).toBe(1)
    expect(readsOf(() => valuesAt(results, 'token', 'passAt1', 150))).toBe(seeds.length)
    expect(readsOf(() => points.curve(EVALUATIONS, 'token', 'passAt1', seeds))).toBe(STEPS * seeds.length)
    expect(readsOf(() => points.curve(EVALUATIONS, 'token', 'drift', seeds))).toBe(0)
  })

  test('an update that React asks for twice shares its points', () => {
    const before = PointStore.of(batch(0))
    const [points, next] = [batch(1), batch(2)]
    const first = before.add(points)
    expect(readsOf(() => before.add(points))).toBe(0)
    expect([...before.add(points)]).toEqual([...first])
    expect(readsOf(() => before.add(points).add(next))).toBe(next.length)
  })
})
