import { defaultPreset } from '../config/presets'
import type { ArmId } from '../config/armId'
import { estimate } from '../core/statistics'
import { crossings, diagnostics } from './diagnostics'
import type { PointEvent } from './events'
import { headline } from './headline'
import type { MetricId } from './metrics'
import { emptyResults, type RunResults } from './results'
import { PointStore } from './store'
import { finalTables, resultsTable } from './tables'
import { clockOf } from './series'
import { seriesOf } from './series'
import { passCurves } from './passPoints'

/**
 * What a redraw of a large run costs the page: 30,000 made-up points, to which one step more is added, and what tables and
 * curves ask of them.
 */

const ARMS = [
  'sft',
  'token',
  'block',
  'sequence',
  'dft',
  'early',
  'shuffled',
  'position',
  'normalised',
  'scaled',
] as const
const SEEDS = 10
/** Steps of each stage, and how many lie between evaluations. */
const STEPS = { sft: 137, rl: 140 } as const
const EVERY = 14
/** Redraws of which the median counts. */
const TIMES = 15

/** A run of 10 arms and 10 seeds that is over: 30,000 points, each a function of its place. */
export function largeRun(): RunResults {
  const seeds = Array.from({ length: SEEDS }, (_, seed) => seed)
  const points: PointEvent[] = []
  for (const stage of ['sft', 'rl'] as const)
    for (let step = 0; step <= STEPS[stage]; step++)
      for (const [place, arm] of ARMS.entries())
        for (const seed of seeds) {
          const value = ((7919 * step + 104_729 * place + 1_299_709 * seed) % 1000) / 1000
          const about = { kind: 'point', stage, step, arm, seed } as const
          if (step > 0) points.push({ ...about, source: 'train', values: trained(stage, step, value) })
          if (step % EVERY === 0 || step === STEPS[stage])
            points.push({ ...about, source: 'evaluation', values: evaluated(value) })
        }
  for (const arm of ARMS)
    for (const seed of seeds) {
      const values = { drift: 1 + seed, cosine: seed / SEEDS }
      points.push({ kind: 'point', stage: 'rl', source: 'evaluation', step: STEPS.rl, arm, seed, values })
    }
  const { config: preset } = defaultPreset
  const config = {
    ...preset,
    arms: [...ARMS] as ArmId[],
    seeds: { first: 0, count: SEEDS },
    sft: { ...preset.sft, steps: STEPS.sft },
    rl: { ...preset.rl, steps: STEPS.rl },
  }
  return { ...emptyResults, config, seeds, points: PointStore.of(points) }
}

const evaluated = (value: number): PointEvent['values'] => ({
  passAt1: value,
  passAtK: (1 + value) / 2,
  passAt2: value,
  greedy: value,
  heldOutNll: 1 + value,
  responseLength: 8 + value,
  truncated: value,
})

function trained(stage: 'sft' | 'rl', step: number, value: number): PointEvent['values'] {
  const both = { loss: value, gradNorm: value, entropy: value, tokens: 100 * step, seconds: step }
  if (stage === 'rl') return { ...both, reward: value, kl: value, responseLength: 8 + value, truncated: value }
  return { ...both, meanWeight: value, effectiveSampleSize: value, deltaClippedLow: value, logGClippedHigh: value }
}

/** All figures that one redraw asks for: the tables with every seed, the diagnostics with rank reversals, and pass@k. */
export const redrawnTables = (results: RunResults) => ({
  table: resultsTable(results),
  headline: headline(results),
  seeds: finalTables(results),
  diagnostics: diagnostics(results),
  crossings: crossings(results),
  passCurves: passCurves(results),
})

/** Two metrics' curves through both stages, as the large chart and a small one ask for them: every seed's values, and the bands. */
export function redrawnCurves({ seeds, points }: RunResults) {
  const run = { seeds, points, clock: clockOf(points) }
  const curves = (metric: MetricId, source: PointEvent['source']) =>
    (['sft', 'rl'] as const).flatMap((stage) =>
      seriesOf(run, { metric, stage, source, unit: 'steps' }).map((series) =>
        series.points.map(({ values }) => estimate(values.map(({ value }) => value))),
      ),
    )
  return [curves('passAt1', 'evaluation'), curves('entropy', 'train')]
}

/** What a redraw takes after a step more has come in, in milliseconds: medians. */
export interface RedrawTimes {
  points: number
  tables: number
  curves: number
}

export function redrawTimes(): RedrawTimes {
  let results = largeRun()
  const { length: points } = results.points
  const last = [...results.points].slice(-ARMS.length * SEEDS)
  const timed = (draw: (results: RunResults) => unknown): number => {
    const times = Array.from({ length: TIMES }, () => {
      const before = performance.now()
      results = { ...results, points: results.points.add(last.map((point) => ({ ...point }))) }
      draw(results)
      return performance.now() - before
    })
    return times.sort((a, b) => a - b)[TIMES >> 1] ?? NaN
  }
  return { points, tables: timed(redrawnTables), curves: timed(redrawnCurves) }
}
