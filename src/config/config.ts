import { z } from 'zod'
import { gameIds, games, type GameId } from '../games'
import type { PearSettings } from '../pear/weights'
import { type ArmId, armIdSchema, isArmId, sortArms } from './armId'
import { armKinds } from './methods'
import { lacksFormula, ownProblems, ownSchema } from './ownSettings'
import * as sections from './sections'

/** The version that links carry. It changes when an old link would mean another experiment. */
export const CONFIG_VERSION = 1

const shared = {
  preset: z.string().default('default'),
  arms: z
    // Links and commands may name the kinds; more of a kind, and formulas, have a number.
    .array(armIdSchema.meta({ enum: armKinds.filter(isArmId) }))
    .min(1, 'Choose at least one arm.')
    .refine((list) => new Set(list).size === list.length, 'Each arm may be named only once.')
    .default(['none', 'sft', 'token', 'block', 'sequence'])
    .meta({ title: 'Arms', description: 'The objectives that are trained side by side from one base policy.' }),
  /** What single arms have in place of `pear`, and their names; left out where no arm has anything. */
  own: z.partialRecord(armIdSchema, ownSchema).optional(),
  seeds: sections.seeds.prefault({}),
  model: sections.model.prefault({}),
  pretrain: sections.pretrain.prefault({}),
  teacher: sections.teacher.prefault({}),
  data: sections.data.prefault({}),
  sft: sections.sft.prefault({}),
  pear: sections.pear.prefault({}),
  rl: sections.rl.prefault({}),
  optimizer: sections.optimizer.prefault({}),
  evaluation: sections.evaluation.prefault({}),
}

/** The schema of an experiment on one game. Its difficulty and the two writers' styles are the game's own. */
function schemaFor(id: GameId) {
  const game = games[id]
  return z
    .strictObject({
      ...shared,
      game: z.strictObject({
        id: z.literal(id),
        difficulty: game.difficulty.prefault({}),
        base: game.style.prefault(game.baseStyle),
        teacher: game.style.prefault(game.teacherStyle),
        transfer: sections.transfer,
        target: game.difficulty.prefault({}),
      }),
    })
    .superRefine((config, context) => {
      const complain = (path: string[], message: string) => {
        context.addIssue({ code: 'custom', path, message })
      }
      const { evaluation, data, rl } = config
      for (const part of ['model', 'teacher'] as const) {
        const { dModel, heads } = config[part]
        if (dModel % (2 * heads) !== 0)
          complain([part, 'dModel'], `The width must be a multiple of twice the heads, ${2 * heads}.`)
      }
      if (config.sft.loss === 'kl' && config.teacher.kind !== 'network')
        complain(
          ['sft', 'loss'],
          'KL needs the distributions of a teacher that is a network: choose that teacher, or nll.',
        )
      if (config.game.transfer === id)
        complain(['game', 'transfer'], 'This is the game of SFT itself: choose same, difficulty or another game.')
      if (evaluation.k > evaluation.samples)
        complain(['evaluation', 'k'], `k can be at most the samples a prompt, ${evaluation.samples}.`)
      if (config.sft.batch > data.pairs)
        complain(['sft', 'batch'], `The batch can be at most the number of offline pairs, ${data.pairs}.`)
      const unfiltered = 'Without the filter no response is refused: keep only correct ones, or set λ to 0.'
      if (config.pear.negatives > 0 && !data.onlyCorrect) complain(['pear', 'negatives'], unfiltered)
      for (const [arm, own] of ownOf(config)) {
        for (const { field, message } of ownProblems(arm, own)) complain(['own', arm, field], message)
        if ((own.negatives ?? 0) > 0 && !data.onlyCorrect) complain(['own', arm, 'negatives'], unfiltered)
      }
      for (const arm of config.arms)
        if (lacksFormula(arm, config.own))
          complain(['arms'], `${arm} needs a formula: own.${arm}.formula, as own.${arm}.formula=p.`)
      if (rl.clipLow === 0 && rl.clipHigh === 0 && rl.epochs > 1)
        complain(['rl', 'epochs'], 'With both clips at 0 every epoch after the first is without effect.')
    })
}

/** One experiment, whole: whoever has it can run it again. */
export type ExperimentConfig = z.output<ReturnType<typeof schemaFor>>

const schemas = new Map<GameId, ReturnType<typeof schemaFor>>()

/** The schema of an experiment on this game; one object a game, made when first asked for. */
export function configSchema(id: GameId): ReturnType<typeof schemaFor> {
  const known = schemas.get(id)
  if (known) return known
  const schema = schemaFor(id)
  schemas.set(id, schema)
  return schema
}

/** A problem with one setting: `path` as in links, e.g. `pear.deltaMin`; empty where it concerns the whole. */
export interface ConfigProblem {
  path: string
  message: string
}

/** Checks a config of unknown origin: either the typed config or every problem, each at its setting. */
export function parseConfig(value: unknown): { config: ExperimentConfig } | { problems: ConfigProblem[] } {
  const id = z.looseObject({ game: z.looseObject({ id: z.enum(gameIds) }) }).safeParse(value)
  if (!id.success) {
    return { problems: [{ path: 'game.id', message: `The game must be one of ${gameIds.join(', ')}.` }] }
  }
  const result = configSchema(id.data.game.id).safeParse(value)
  if (result.success) return { config: result.data }
  return {
    problems: result.error.issues.flatMap((issue): ConfigProblem[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'There is no such setting.' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    ),
  }
}

/** The arms that run, in the order in which charts and tables show them. */
export const armsOf = ({ arms: ids }: Pick<ExperimentConfig, 'arms'>): ArmId[] => sortArms(ids)

/** Every arm that has settings of its own, with them. */
export const ownOf = ({ own = {} }: Pick<ExperimentConfig, 'own'>) =>
  Object.entries(own) as [ArmId, NonNullable<(typeof own)[ArmId]>][]

/** The weighting of one arm: the experiment's, with what the arm has in its place. */
export function weightingOf({ pear, own }: ExperimentConfig, arm: ArmId): ExperimentConfig['pear'] {
  const entries = Object.entries(own?.[arm] ?? {})
  return { ...pear, ...Object.fromEntries(entries.filter(([name]) => name in pear)) }
}

/** A weighting's settings in the form of the method. */
export function pearSettings(
  pear: Pick<ExperimentConfig['pear'], 'gamma' | 'block' | 'deltaMin' | 'deltaMax' | 'logGMin' | 'logGMax'>,
): PearSettings {
  return {
    gamma: pear.gamma,
    block: pear.block,
    clipDelta: [pear.deltaMin, pear.deltaMax],
    clipLogG: [pear.logGMin, pear.logGMax],
  }
}
