import { type ArmId } from '../../src/config/armId'
import { compiled, sftTraining } from '../../src/config/armTraining'
import type { ExperimentConfig } from '../../src/config/config'
import type { ArmUpdate, UpdateEvent } from '../../src/results/events'
import { groupAdvantages } from '../../src/pear/grpo'
import { fakeOffline, fakeScores } from './fakeExamples'
import { noise } from './noise'

/** One optimizer step as it might have gone, on four of the made-up offline examples; `share` of the stage is done. */
export function fakeUpdate(
  config: ExperimentConfig,
  { stage, step }: Pick<UpdateEvent, 'stage' | 'step'>,
  arms: readonly ArmId[],
): UpdateEvent {
  const offline = fakeOffline(config, config.seeds.first)
  const examples = offline.examples.slice(0, 4)
  const rewards = examples.map((_, i) => (noise('reward', step, i) > 0 ? 1 : 0))
  const scored = (arm: ArmId, share: number) =>
    fakeScores(config, { ...offline, examples }, arm, share).logProbs.map((row) => [...row])
  const weights = (arm: ArmId, lp: number[][]): number[][] => {
    const training = sftTraining(arm, config)
    if (!training) return []
    const H = lp.map((row) => row.map(() => 1))
    const lpb = examples.map(({ behaviourLogProbs }) => behaviourLogProbs)
    return compiled(training.formula).weights({ lp, lpb, lp0: lp, H, V: 40 }, training.constants)
  }
  const update = (arm: ArmId): ArmUpdate => {
    const share = (0.9 * step) / config[stage].steps
    const before = scored(arm, share)
    const moved = before.map((row, i) =>
      row.map((value, t) => Math.min(-1e-4, value + 0.25 * (0.4 + noise(arm, step, i, t)) * Math.min(1, -value))),
    )
    const advantages = groupAdvantages(rewards, examples.length, config.rl.scale)
    const coefficients =
      stage === 'sft' ? weights(arm, before) : before.map((row, i) => row.map(() => advantages[i] ?? 0))
    return {
      arm,
      gradNorm: 1.2 + 0.8 * noise(arm, stage, step),
      rows: examples.map(({ prompt, response }, i) => ({
        prompt,
        response,
        coefficients: coefficients[i] ?? [],
        before: before[i] ?? [],
        after: moved[i] ?? [],
        ...(stage === 'rl' && { reward: rewards[i] ?? 0 }),
      })),
    }
  }
  return {
    kind: 'update',
    stage,
    step,
    seed: offline.seed,
    learningRate: config[stage].learningRate,
    arms: arms.map(update),
  }
}
