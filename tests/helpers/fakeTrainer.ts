import { type ArmId, kindOf } from '../../src/config/armId'
import type { ArmKind } from '../../src/config/methods'
import type { ExperimentConfig } from '../../src/config/config'
import { RunControl, RunStopped } from '../../src/run/control'
import type { RunEvent, ScoredPolicy } from '../../src/results/events'
import type { StageId } from '../../src/config/stages'
import type { EngineReport, Trainer } from '../../src/worker/client'
import type { EngineSettings } from '../../src/worker/engineSettings'
import { fakeOffline, fakeScores } from './fakeExamples'
import { fakeSamples } from './fakeSamples'
import { fakeUpdate } from './fakeUpdate'
import { noise } from './noise'

type Ends = readonly [postSft: number, postRl: number]

/** pass@1 of the arms that pictures show; others end in the middle. */
const ends: Readonly<Partial<Record<ArmKind, Ends>>> = {
  none: [0.39, 0.9],
  sft: [0.305, 0.756],
  early: [0.34, 0.8],
  dft: [0.28, 0.5],
  token: [0.33, 0.914],
  block: [0.316, 0.861],
  sequence: [0.431, 0.929],
  shuffled: [0.3, 0.62],
  position: [0.31, 0.7],
  normalised: [0.33, 0.903],
  scaled: [0.281, 0.804],
}

const endsOf = (arm: ArmId): Ends => ends[kindOf(arm)] ?? [0.3, 0.7]

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

function evaluation(stage: 'sft' | 'rl', arm: ArmId, seed: number, share: number) {
  const [postSft, postRl] = endsOf(arm)
  const rise = 1 / (1 + Math.exp(-8 * (share - 0.4 - 0.15 * noise(arm, seed))))
  const start = stage === 'sft' ? 0.39 + 0.02 * noise(seed) : postSft + 0.05 * noise(arm, seed)
  const goal = stage === 'sft' ? postSft + 0.05 * noise(arm, seed) : postRl + 0.07 * noise(seed, arm)
  const passAt1 = clamp(start + (goal - start) * (share === 0 ? 0 : stage === 'sft' ? share : rise))
  return {
    passAt1,
    passAtK: clamp(passAt1 + 0.22 * (1 - passAt1)),
    greedy: clamp(passAt1 + 0.05),
    heldOutNll: 0.8 - 0.25 * share,
  }
}

/** A run as it might have gone: every event that a real one reports, from figures like those of the studies. */
export function* fakeEvents(config: ExperimentConfig): Generator<RunEvent> {
  const seeds = Array.from({ length: config.seeds.count }, (_, i) => config.seeds.first + i)
  const sftArms = config.arms.filter((arm) => arm !== 'none')
  const total = config.pretrain.steps / 10 + config.sft.steps + config.rl.steps * 3
  let done = 0
  const progress = (
    stage: StageId,
    step: number,
    steps: number,
    activity: 'training' | 'evaluating' = 'training',
  ): RunEvent => ({
    kind: 'progress',
    stage,
    step,
    steps,
    activity,
    done: Math.min(1, done / total),
    elapsedSeconds: done / 4,
    remainingSeconds: (total - done) / 4,
  })
  const samples = (stage: 'pretrain' | 'sft' | 'rl', step: number, arms: readonly (ArmId | 'base')[]): RunEvent[] =>
    seeds.map((seed) => ({
      kind: 'samples',
      stage,
      step,
      seed,
      samples: fakeSamples(config, { stage, step, seed }, arms, (arm) =>
        stage === 'pretrain' || arm === 'base'
          ? 0.39
          : evaluation(stage, arm, seed, step / config[stage].steps).passAt1,
      ),
    }))
  const offline = fakeOffline(config, config.seeds.first)
  const scored = (stage: 'pretrain' | 'sft', step: number, policies: readonly ScoredPolicy[]): RunEvent => ({
    kind: 'scored',
    stage,
    step,
    seed: offline.seed,
    policies,
  })

  yield { kind: 'started', config, engine: 'webgpu on a made-up device', seeds }
  for (let step = 0; step < config.pretrain.steps; step += 30, done += 3)
    yield progress('pretrain', step, config.pretrain.steps)
  yield* samples('pretrain', config.pretrain.steps, ['base'])
  yield progress('collect', config.data.pairs, config.data.pairs)
  yield offline
  yield scored('pretrain', config.pretrain.steps, [fakeScores(config, offline, 'base', 0)])
  for (const [stage, arms] of [
    ['sft', sftArms],
    ['rl', config.arms],
  ] as const) {
    const { steps } = config[stage]
    for (let step = 0; step <= steps; step++, done += stage === 'rl' ? 3 : 1) {
      for (const arm of arms)
        for (const seed of seeds) {
          const share = step / steps
          const wobble = noise(stage, arm, seed, step)
          if (step > 0)
            yield {
              kind: 'point',
              stage,
              source: 'train',
              step,
              arm,
              seed,
              values:
                stage === 'sft'
                  ? {
                      loss: (arm === 'sequence' ? 0.3 : 0.55) + 0.5 * Math.exp(-6 * share) + 0.04 * wobble,
                      gradNorm: 1 + 0.5 * wobble,
                      meanWeight: arm === 'sft' ? 1 : (endsOf(arm)[0] + 0.3) * (1 - 0.2 * share) + 0.03 * wobble,
                      entropy: 0.4 - 0.1 * share + 0.02 * wobble,
                      tokens: 600 * step,
                      seconds: 0.25 * step,
                    }
                  : {
                      reward: clamp(evaluation('rl', arm, seed, share).passAt1 + 0.05 * wobble),
                      entropy: 0.3 * (1 - 0.7 * share) + 0.02 * wobble,
                      kl: 0.2 * share + 0.02 * Math.abs(wobble),
                      gradNorm: 0.6 + 0.3 * wobble,
                      responseLength: 8 + 4 * share + 0.4 * wobble,
                      tokens: (2000 + 300 * noise(arm, seed)) * step,
                      seconds: 0.75 * step,
                    },
            }
          if (step % config.evaluation.every === 0 || step === steps)
            yield {
              kind: 'point',
              stage,
              source: 'evaluation',
              step,
              arm,
              seed,
              values: evaluation(stage, arm, seed, share),
            }
        }
      yield progress(stage, step, steps, step % config.evaluation.every === 0 ? 'evaluating' : 'training')
      if (step % config.evaluation.every === 0 || step === steps) {
        yield* samples(stage, step, arms)
        if (stage === 'sft' && step > 0)
          yield scored(
            stage,
            step,
            arms.map((arm) => fakeScores(config, offline, arm, (0.9 * step) / steps)),
          )
      }
    }
  }
  yield { kind: 'finished', seconds: 72.4 }
}

/**
 * A trainer without a device, for looking at the page: it answers `reportOf` the settings, and plays `fakeEvents`, one
 * training step each tick.
 */
export function createFakeTrainer(
  reportOf: (settings: EngineSettings) => EngineReport,
  stepMilliseconds: number,
  failAt?: number,
): Trainer {
  let control = new RunControl()
  let pace = { slow: 0 }
  const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, stepMilliseconds))
  return {
    openEngine: (settings) => Promise.resolve(reportOf(settings)),
    measureAgain: (settings) => Promise.resolve(reportOf(settings)),
    async run(config, listener) {
      control = new RunControl()
      control.slow = pace.slow
      const own = control
      const report = (paused: boolean): void => {
        listener([{ kind: 'paused', paused }])
      }
      let batch: RunEvent[] = []
      let steps = 0
      for (const event of fakeEvents(config)) {
        batch.push(event)
        if (event.kind !== 'progress') continue
        listener(batch)
        batch = []
        if (++steps === failAt) {
          listener([{ kind: 'failed', message: 'The loss of PEAR (token), seed 3, became NaN in sft, step 12.' }])
          return
        }
        await tick()
        const { stage, step, activity } = event
        if (own.closeUp && step > 0 && (stage === 'sft' || stage === 'rl')) {
          const arms = config.arms.filter((arm) => stage === 'rl' || arm !== 'none')
          listener([fakeUpdate(config, { stage, step }, arms)])
        }
        try {
          await own.between({ beforeStep: activity === 'training', report })
        } catch (error) {
          if (!(error instanceof RunStopped)) throw error
          listener([{ kind: 'stopped', seconds: event.elapsedSeconds }])
          return
        }
      }
      listener(batch)
    },
    pause: () => {
      control.pause()
      return Promise.resolve()
    },
    resume: () => {
      control.resume()
      return Promise.resolve()
    },
    stop: () => {
      control.stop()
      return Promise.resolve()
    },
    step: () => {
      control.step()
      return Promise.resolve()
    },
    setPace(next) {
      pace = next
      control.slow = next.slow
      return Promise.resolve()
    },
    terminate: () => undefined,
  }
}
