import { allShortened } from '../../src/core/rounding'
import type { ArmId } from '../../src/config/armId'
import type { ExperimentConfig } from '../../src/config/config'
import type { OfflineEvent, OfflineExample, ScoredPolicy, TopTokens } from '../../src/results/events'
import { EXAMPLES, TOP_EXAMPLES, topTokens } from '../../src/run/phases/examples'
import { tasksOf } from '../../src/config/tasks'
import type { BehaviourPolicy } from '../../src/games/behaviour'
import { collectPair } from '../../src/training/collect'
import { noise } from './noise'

/** Offline examples of a made-up run: the real game's, as its teacher's script writes them. */
export function fakeOffline(config: ExperimentConfig, seed: number): OfflineEvent {
  const { task, teacher } = writersOf(config)
  const examples = Array.from({ length: Math.min(EXAMPLES, config.data.pairs) }, (_, index): OfflineExample => {
    const pair = collectPair(task, teacher, config.data.onlyCorrect, seed, index)
    const prompt = task.tokenizer.decode(pair.prompt)
    const response = task.tokenizer.decode(pair.response)
    return {
      prompt,
      response,
      behaviourLogProbs: allShortened(pair.behaviourLogProbs),
      ...(index < TOP_EXAMPLES && { behaviourTop: tops(response, nextOf(config, teacher, prompt)) }),
    }
  })
  return { kind: 'offline', seed, examples }
}

/**
 * What a made-up policy says of them: the base writer's probabilities, which go over to the teacher's as it learns.
 *
 * @param learned 0 is the base policy, 1 writes as the teacher does
 */
export function fakeScores(
  config: ExperimentConfig,
  { examples }: OfflineEvent,
  arm: ArmId | 'base',
  learned: number,
): ScoredPolicy {
  const { base, teacher } = writersOf(config)
  const { alphabet } = tasksOf(config).from.game
  const nextAt = ({ prompt }: OfflineExample) => {
    const [before, after] = [nextOf(config, base, prompt), nextOf(config, teacher, prompt)]
    return (prefix: string): TopTokens => {
      const [from, to] = [new Map(before(prefix)), new Map(after(prefix))]
      const weights = Array.from(alphabet, (token): [string, number] => {
        const weight = (1 - learned) * (from.get(token) ?? 0) + learned * (to.get(token) ?? 0)
        return [token, (weight + 0.002) * Math.exp(0.4 * noise(arm, prompt, prefix, token))]
      })
      const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
      return weights.map(([token, weight]) => [token, weight / total])
    }
  }
  return {
    arm,
    logProbs: examples.map((example) => {
      const next = nextAt(example)
      const probability = (token: string, t: number): number =>
        next(example.response.slice(0, t)).find(([own]) => own === token)?.[1] ?? NaN
      return allShortened(Array.from(example.response, (token, t) => Math.log(probability(token, t))))
    }),
    top: examples.slice(0, TOP_EXAMPLES).map((example) => tops(example.response, nextAt(example))),
  }
}

function writersOf(config: ExperimentConfig) {
  const task = tasksOf(config).from
  const { game } = task
  return { task, base: game.behaviour(config.game.base), teacher: game.behaviour(config.game.teacher) }
}

/** What a writer writes next to a prompt, after any prefix. */
function nextOf(config: ExperimentConfig, writer: BehaviourPolicy<unknown>, prompt: string) {
  const { game, difficulty } = tasksOf(config).from
  const puzzle = game.parse(prompt, difficulty)
  return (prefix: string): TopTokens => writer.next(puzzle, prefix)
}

const tops = (response: string, next: (prefix: string) => TopTokens): TopTokens[] =>
  Array.from(response, (_, t) => topTokens(next(response.slice(0, t))))
