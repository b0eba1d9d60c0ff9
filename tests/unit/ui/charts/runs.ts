import type { PointEvent } from '../../../../src/results/events'
import { defaultPreset } from '../../../../src/config/presets'
import { choiceGroups, type Choice } from '../../../../src/ui/charts/choices'
import { clockOf } from '../../../../src/results/series'
import type { ChartRun } from '../../../../src/ui/charts/model'
import { PointStore } from '../../../../src/results/store'
import { point } from '../../../helpers/points'

export const config: typeof defaultPreset.config = {
  ...defaultPreset.config,
  arms: ['none', 'sft', 'token', 'block', 'sequence'],
  sft: { ...defaultPreset.config.sft, steps: 60 },
  rl: { ...defaultPreset.config.rl, steps: 60 },
  evaluation: { ...defaultPreset.config.evaluation, every: 15 },
}

/** A run with these points, as charts take it. */
export const chartRun = (
  list: readonly PointEvent[],
  seeds: readonly number[],
  overlay = false,
  points = PointStore.of(list),
): ChartRun => ({
  name: overlay ? 'other' : 'own',
  config,
  seeds,
  points,
  overlay,
  clock: clockOf(points),
})

/** A made-up run of `config` with so many seeds: evaluated every 15 steps, trained at each. */
export function fakeRun(count = 3, overlay = false): ChartRun {
  const seeds = Array.from({ length: count }, (_, seed) => seed)
  const points = (['sft', 'rl'] as const).flatMap((stage) =>
    config.arms
      .filter((arm) => stage === 'rl' || arm !== 'none')
      .flatMap((arm, place) =>
        seeds.flatMap((seed) =>
          Array.from({ length: config[stage].steps + 1 }, (_, step) => {
            const value = 0.1 * place + 0.01 * seed + 0.005 * step
            const training = step > 0 ? [point(stage, step, arm, seed, { entropy: value, gradNorm: 1 + value })] : []
            if (step % config.evaluation.every !== 0) return training
            return [...training, point(stage, step, arm, seed, { passAt1: value, heldOutNll: 1 + value })]
          }).flat(),
        ),
      ),
  )
  return chartRun(points, seeds, overlay)
}

export function choiceOf(id: string): Choice {
  const found = choiceGroups(8)
    .flatMap(({ choices }) => choices)
    .find((choice) => choice.id === id)
  if (!found) throw new Error(`There is no chart ${id}.`)
  return found
}
