import { parameterCount } from '../policy/shape'
import { sequenceLength, type Task } from '../games/task'
import { type ArmId, kindOf } from './armId'
import { passesOf, sftTraining } from './armTraining'
import type { ExperimentConfig } from './config'
import type { StageId, WorkKind } from './stages'

/** One policy of the experiment: an arm in one seed. `slot` is the seed's place in the run's seeds. */
export interface Member {
  arm: ArmId | 'base'
  seed: number
  slot: number
}

/** The seeds of an experiment. */
export const seedsOf = ({ seeds }: Pick<ExperimentConfig, 'seeds'>): number[] =>
  Array.from({ length: seeds.count }, (_, index) => seeds.first + index)

/** The arms that go through SFT. */
export const sftArms = (config: ExperimentConfig): ArmId[] => config.arms.filter((arm) => kindOf(arm) !== 'none')

/** What weights of SFT that no kernel computes cost: score passes of the batch, and rows of refused responses. */
export function hostWeightingOf(config: ExperimentConfig): { passes: number; includesRefused: boolean } {
  const trainings = config.arms.flatMap((arm) => sftTraining(arm, config) ?? [])
  return {
    passes: new Set(trainings.flatMap(passesOf)).size,
    includesRefused: trainings.some(({ negatives }) => negatives !== undefined),
  }
}

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
  const { pretrain, teacher, sft, rl, evaluation } = config
  const { passes: scoring, includesRefused } = hostWeightingOf(config)
  const rows = sft.batch * (includesRefused ? 2 : 1)
  const update = 3
  const sampling = 2
  return {
    pretrain: pretrain.batch * length * update,
    // A policy's work grows with its parameters. A network samples and scores where a script writes.
    teacher: pretrain.batch * length * update * relativeSize(config, task),
    collect: teacher.kind === 'network' ? length * (sampling + 1) * relativeSize(config, task) : length,
    sft: rows * length * (update + scoring),
    // Sampling, the frozen reference's forward pass, and one update an inner epoch.
    rl: rl.prompts * rl.group * length * (sampling + rl.epochs * (update + 1)),
    evaluate: evaluation.prompts * length * ((evaluation.samples + 1) * sampling + 1),
  }
}

/** Parameters of the teacher's network for each of a policy's. */
function relativeSize({ model, teacher }: ExperimentConfig, task: Task): number {
  const vocabulary = task.tokenizer.size
  return parameterCount({ vocabulary, ...teacher }) / parameterCount({ vocabulary, ...model })
}

/** Work that a run will do in a stage: `count` pieces of `cost` units each. */
export interface PlannedWork {
  stage: StageId
  kind: WorkKind
  cost: number
  count: number
}

/** How many seeds have policies that must be trained first. */
export interface MissingPolicies {
  bases: number
  teachers: number
}

/** All work of a run, for its progress. */
export function planWork(config: ExperimentConfig, task: Task, missing: MissingPolicies): PlannedWork[] {
  const seeds = config.seeds.count
  const cost = costs(config, task)
  const sftMembers = sftArms(config).length * seeds
  const rlMembers = config.arms.length * seeds
  const { every } = config.evaluation
  const evaluations = (stage: StageId, count: number) =>
    ({ stage, kind: 'evaluate', cost: cost.evaluate, count }) as const
  return [
    { stage: 'pretrain', kind: 'pretrain', cost: cost.pretrain * missing.bases, count: config.pretrain.steps },
    {
      stage: 'collect',
      kind: 'teacher',
      cost: cost.teacher * missing.teachers,
      count: config.teacher.kind === 'network' ? config.teacher.steps : 0,
    },
    { stage: 'collect', kind: 'collect', cost: cost.collect, count: seeds * config.data.pairs },
    { stage: 'sft', kind: 'sft', cost: cost.sft * sftMembers, count: config.sft.steps },
    { stage: 'rl', kind: 'rl', cost: cost.rl * rlMembers, count: config.rl.steps },
    evaluations('pretrain', seeds),
    evaluations('sft', sftMembers * evaluationsIn(config.sft.steps, every)),
    evaluations('rl', rlMembers * evaluationsIn(config.rl.steps, every)),
  ]
}
