import { beforeAll, describe, expect, test } from 'vitest'
import { type StageId, stageIds } from '../../../src/config/stages'
import { openWasmEngine } from '../../../src/policy/wasm'
import type { PointEvent } from '../../../src/results/events'
import {
  metricAbout,
  metricIds,
  metrics,
  metricsIn,
  pointSources,
  sourceOf,
  type PointSource,
} from '../../../src/results/metrics'
import { choiceGroups } from '../../../src/ui/charts/choices'
import { eventsOf, tiny } from '../../helpers/tinyRun'

const promised = metricIds.flatMap((metric) =>
  pointSources.flatMap((source) => (metrics[metric][source] ?? []).map((stage) => ({ metric, source, stage }))),
)
const nameOf = (metric: string, source: PointSource, stage: StageId): string => `${metric} of ${source} in ${stage}`

describe('what a run reports is what the table of metrics says', () => {
  let points: PointEvent[]
  beforeAll(async () => {
    const engine = await openWasmEngine()
    const network = { kind: 'network', steps: 2, dModel: 8, heads: 2, layers: 1, dFF: 8 }
    const data = { pairs: 8, onlyCorrect: false }
    // A teacher that is a network reports its training, and a ratio to the base policy the divergence from it. Decay alone makes RL
    // move policies that never earn a reward.
    const runs = [
      await eventsOf(tiny({ pear: { ratio: 'initial' }, optimizer: { weightDecay: 0.1 } }), engine),
      await eventsOf(tiny({ arms: ['sft'], teacher: network, data }), engine),
    ]
    points = runs.flat().filter((event) => event.kind === 'point')
    engine.dispose()
  }, 60_000)

  test('each metric from its sources in its stages, and no other', () => {
    const reported = points.flatMap(({ stage, source, values }) =>
      Object.keys(values).map((metric) => nameOf(metric, source, stage)),
    )
    // Of two samples a prompt, no pass@k is known for a larger k.
    const expected = promised.filter(({ metric }) => (metrics[metric].k ?? 0) <= 2)
    expect([...new Set(reported)].sort()).toEqual(
      expected.map(({ metric, source, stage }) => nameOf(metric, source, stage)).sort(),
    )
  })

  test('every figure lies between its bounds', () => {
    // KL is a difference of sums in float32.
    const slack = 1e-6
    const outside = points.flatMap(({ values }) =>
      metricIds.filter((metric) => {
        const value = values[metric] ?? metrics[metric].bounds[0]
        return value < metrics[metric].bounds[0] - slack || value > metrics[metric].bounds[1] + slack
      }),
    )
    expect(outside).toEqual([])
  })

  test('where a file does not say what measured a point, its figures do', () => {
    for (const { source, values } of points) expect(sourceOf(values)).toBe(source)
  })
})

test('every metric has its chart in each stage, unless it says otherwise', () => {
  const charts = choiceGroups(8).flatMap(({ choices }) => choices)
  expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length)
  expect(new Set(charts.map(({ title }) => title)).size).toBe(charts.length)
  const shown = charts.flatMap(({ metric, source, stages }) => stages.map((stage) => nameOf(metric, source, stage)))
  const expected = promised
    .filter(({ metric, stage }) => metrics[metric].charted?.includes(stage) ?? true)
    // The teacher's training has no chart, and a base policy is evaluated once.
    .filter(({ source, stage }) => stage !== 'collect' && (source === 'train' || stage !== 'pretrain'))
  expect(shown.sort()).toEqual(expected.map(({ metric, source, stage }) => nameOf(metric, source, stage)).sort())
})

test('charts keep the names that people know them by', () => {
  const titles = choiceGroups(4).flatMap(({ choices }) => choices.map(({ id, title }) => [id, title]))
  expect(Object.fromEntries(titles)).toMatchObject({
    'evaluation.passAt1': 'Held-out pass@1',
    'evaluation.passAtK': 'Held-out pass@4',
    'evaluation.greedy': 'Held-out greedy accuracy',
    'evaluation.heldOutNll': 'Held-out NLL',
    'sft.loss': 'SFT loss',
    'rl.loss': 'RL loss',
    'base.loss': 'Base policy: loss',
    'both.entropy': 'Entropy',
    'rl.responseLength': 'Response length (train)',
    'evaluation.responseLength': 'Response length (evaluation)',
  })
})

test('a metric is described with its unit', () => {
  expect(metricAbout('entropy')).toBe('Exact entropy of the next-token distribution. In nats a token.')
  expect(metricAbout('truncated')).toBe(metrics.truncated.description)
})

test('stages are those of a run, in its order', () => {
  for (const { metric, source } of promised) {
    const own = metrics[metric][source] ?? []
    expect(own).toEqual(stageIds.filter((stage) => own.includes(stage)))
  }
  expect(metricsIn('quality', 'train')).toEqual([])
})
