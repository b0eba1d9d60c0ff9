import { type Estimate, estimate } from '../core/statistics'
import { type ArmId, armTitle } from '../config/armId'
import { armsOf } from '../config/config'
import { present, probability, signed, spread, table } from './markdown'
import type { RunResults } from './results'
import { differenceToSft, valuesAt } from './values'

/**
 * What a run found, in one table: held-out NLL after SFT, pass@1 where RL starts, half way and ends, and the difference to SFT at the
 * end, paired by seed, with its 95 % interval and p. Differences are over the seeds that both arms have.
 */
export function summaryTable(results: RunResults): string {
  const { config } = results
  if (!config) return ''
  const steps = summarySteps(results)
  const own = armsOf(config)
  const cell = (arm: ArmId, metric: 'passAt1' | 'heldOutNll', step: number): string =>
    spread(estimate(present(valuesAt(results, arm, metric, step))))
  const head = [
    'arm',
    'NLL after SFT',
    ...steps.map((step) => (step === 0 ? 'pass@1 after SFT' : `after ${step} RL steps`)),
  ]
  const rows = own.map((arm) => [
    armTitle(arm, config.own),
    cell(arm, 'heldOutNll', 0),
    ...steps.map((step) => cell(arm, 'passAt1', step)),
    differenceText(arm, differenceToSft(results, arm, config.rl.steps)),
  ])
  return table([...head, 'less SFT’s, at the end'], rows)
}

/** The start of RL, the evaluation nearest to its middle, and its end. */
function summarySteps({ config, points, seeds }: RunResults): number[] {
  const end = config?.rl.steps ?? 0
  const evaluations = { stage: 'rl', source: 'evaluation' } as const
  const evaluated = points
    .arms(evaluations)
    .flatMap((arm) => points.curve(evaluations, arm, 'passAt1', seeds))
    .map(({ step }) => step)
    .filter((step) => step > 0 && step < end)
  const distance = (step: number): number => Math.abs(step - end / 2)
  const middle = evaluated.sort((a, b) => distance(a) - distance(b) || a - b).slice(0, 1)
  return [0, ...middle, end]
}

/** `+0.250 [+0.030, +0.480], p = 0.029` */
function differenceText(arm: ArmId, difference: Estimate): string {
  const { mean, low, high, n } = difference
  if (arm === 'sft' || n === 0) return '—'
  if (n === 1) return signed(mean)
  const p = probability(difference)
  return `${signed(mean)} [${signed(low)}, ${signed(high)}], p ${p.startsWith('<') ? p : `= ${p}`}`
}
