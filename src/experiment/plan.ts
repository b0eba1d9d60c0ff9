import { sequenceLength, type Task } from '../stages/task'
import { sftObjective } from './armObjective'
import type { ArmId } from './arms'
import type { ExperimentConfig } from './config'
import type { PlannedWork } from './progress'

/** One policy of the experiment: an arm in one seed. `slot` is the seed's place in the run's seeds. */
export interface Member {
  arm: ArmId | 'base'
  seed: number
  slot: number
}

/** The seeds of an experiment. */
export const seedsOf = ({ seeds }: ExperimentConfig): number[] =>
  Array.from({ length: seeds.count }, (_, index) => seeds.first + index)

/** The arms that go through SFT. */
export const sftArms = (config: ExperimentConfig): ArmId[] =>
  config.arms.filter((arm) => sftObjective(arm, config) !== undefined)

/** Every member of the arms, arm by arm. */
export const membersOf = <A extends ArmId | 'base'>(arms: readonly A[], seeds: readonly number[]) =>
  arms.flatMap((arm) => seeds.map((seed, slot) => ({ arm, seed, slot })))

/** How many evaluations a stage of `steps` has: every `every` steps and at its end. */
const evaluationsIn = (steps: number, every: number): number => Math.ceil(steps / every)

/** Whether a stage is evaluated after this many of its steps. */
export const isEvaluated = (step: number, steps: number, every: number): boolean => step === steps || step % every === 0

/** Cost of a piece of each kind of work for one member, in token positions of one forward pass. */
export function costs(config: ExperimentConfig, task: Task) {
  const length = sequenceLength(task)
  const { pretrain, sft, rl, evaluation } = config
  const update = 3
  const sampling = 2
  return {
    pretrain: pretrain.batch * length * update,
    collect: length,
    sft: sft.batch * length * update,
    // Sampling, the frozen reference's forward pass, and one update an inner epoch.
    rl: rl.prompts * rl.group * length * (sampling + rl.epochs * (update + 1)),
    evaluate: evaluation.prompts * length * ((evaluation.samples + 1) * sampling + 1),
  }
}

/** All work of a run, for its progress; `missingBases` seeds have no cached base policy. */
export function planWork(config: ExperimentConfig, task: Task, missingBases: number): PlannedWork[] {
  const seeds = config.seeds.count
  const cost = costs(config, task)
  const sftMembers = sftArms(config).length * seeds
  const rlMembers = config.arms.length * seeds
  const { every } = config.evaluation
  return [
    { kind: 'pretrain', cost: cost.pretrain * missingBases, count: config.pretrain.steps },
    { kind: 'collect', cost: cost.collect, count: seeds * config.data.pairs },
    { kind: 'sft', cost: cost.sft * sftMembers, count: config.sft.steps },
    { kind: 'rl', cost: cost.rl * rlMembers, count: config.rl.steps },
    {
      kind: 'evaluate',
      cost: cost.evaluate,
      count:
        seeds + sftMembers * evaluationsIn(config.sft.steps, every) + rlMembers * evaluationsIn(config.rl.steps, every),
    },
  ]
}
