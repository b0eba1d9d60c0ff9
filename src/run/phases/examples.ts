import type { Member } from '../../config/plan'
import { allShortened } from '../../core/rounding'
import { sequenceLength } from '../../games/task'
import { packSequences, responseValues } from '../../policy/batch'
import type { Population, TokenBatch } from '../../policy/engine'
import type { OfflineEvent, OfflineExample, ScoredEvent, TopTokens } from '../../results/events'
import { distributionsOf, everyToken, mostLikely } from '../../training/nextTokens'
import type { OfflinePair } from '../../training/pairs'
import type { Session } from '../session'

/**
 * The first examples of the offline data of the run's first seed, and what policies say of them. Nothing here draws a random number or
 * changes a policy: a run without it gives the same bits.
 */
export class Examples {
  private readonly pairs: readonly OfflinePair[]

  /** @param data the offline data, one list a seed */
  constructor(
    private readonly session: Session,
    data: readonly (readonly OfflinePair[])[],
  ) {
    this.pairs = (data[0] ?? []).slice(0, EXAMPLES)
  }

  /**
   * Reports the examples as the behaviour policy wrote them; resolves to what it reported.
   *
   * @param networks the teachers, one a seed, where they are no script
   */
  async report(networks: Population | undefined): Promise<OfflineEvent> {
    const { session, pairs } = this
    const { tokenizer } = session.task
    const tops = networks ? await this.topsOfNetwork(networks) : this.topsOfScript()
    const event: OfflineEvent = {
      kind: 'offline',
      seed: session.config.seeds.first,
      examples: pairs.map(({ prompt, response, behaviourLogProbs }, index): OfflineExample => {
        const behaviourTop = tops[index]
        return {
          prompt: tokenizer.decode(prompt),
          response: tokenizer.decode(response),
          behaviourLogProbs: allShortened(behaviourLogProbs),
          ...(behaviourTop && { behaviourTop }),
        }
      }),
    }
    session.emit(event)
    return event
  }

  /** Scores the examples with the policies of the first seed, and reports it; resolves to what it reported. */
  async score(
    { stage, step }: Pick<ScoredEvent, 'stage' | 'step'>,
    population: Population,
    members: readonly Member[],
  ): Promise<ScoredEvent> {
    const { session, pairs } = this
    const own = members.flatMap(({ arm, slot }, member) => (slot === 0 ? [{ arm, member }] : []))
    const policies = session.keep(session.engine.fork(own.map(({ member }) => ({ population, member }))))
    const batch = this.pack(pairs, policies)
    const { logProbs, entropies } = await session.engine.score(policies, batch)
    const tops = await this.topsOf(policies)
    session.release(policies)
    const event: ScoredEvent = {
      kind: 'scored',
      stage,
      step,
      seed: session.config.seeds.first,
      policies: own.map(({ arm }, index) => {
        const ofTokens = (values: Float32Array): number[][] =>
          pairs.map((_, row) => allShortened(responseValues(values, batch, index, row)))
        return { arm, logProbs: ofTokens(logProbs), entropies: ofTokens(entropies), top: tops[index] ?? [] }
      }),
    }
    session.emit(event)
    return event
  }

  /** The most likely next tokens of the first examples, a list for each policy. */
  private async topsOf(policies: Population): Promise<TopTokens[][][]> {
    const { engine, task } = this.session
    const pairs = this.pairs.slice(0, TOP_EXAMPLES)
    const batch = this.pack(pairs, policies)
    const every = await everyToken(engine, policies, batch)
    const named = (distribution: readonly number[]): TopTokens =>
      topTokens(distribution.map((probability, token) => [task.tokenizer.decode([token]), probability]))
    return Array.from({ length: policies.members }, (_, member) =>
      pairs.map((_, row) => distributionsOf(every, batch, member, row).map(named)),
    )
  }

  private async topsOfNetwork(networks: Population): Promise<TopTokens[][]> {
    const { session } = this
    const teacher = session.keep(session.engine.fork([{ population: networks, member: 0 }]))
    const [tops = []] = await this.topsOf(teacher)
    session.release(teacher)
    return tops
  }

  /** As the script states them. */
  private topsOfScript(): TopTokens[][] {
    const { config, task } = this.session
    const policy = task.game.behaviour(config.game.teacher)
    return this.pairs.slice(0, TOP_EXAMPLES).map(({ prompt, response }) => {
      const puzzle = task.game.parse(task.tokenizer.decode(prompt), task.difficulty)
      const text = task.tokenizer.decode(response)
      return Array.from(text, (_, t) => topTokens(policy.next(puzzle, text.slice(0, t))))
    })
  }

  /** One slot, which every policy reads. */
  private pack(pairs: readonly OfflinePair[], { members }: Population): TokenBatch {
    return packSequences([pairs], sequenceLength(this.session.task), new Array<number>(members).fill(0))
  }
}

/** Offline examples that are reported, and the first of them whose next tokens are too. */
export const EXAMPLES = 64
export const TOP_EXAMPLES = 16

const MOST_TOKENS = 5
/** Less likely tokens would be shown as 0.0 %. */
const LEAST_PROBABILITY = 0.0005
/** Digits after the point: probabilities are shown in percent with one digit. */
const DIGITS = 4

/** The tokens of a distribution that are reported, most likely first. */
export const topTokens = (distribution: TopTokens): TopTokens =>
  mostLikely(distribution, MOST_TOKENS, LEAST_PROBABILITY).map(([token, p]) => [token, Number(p.toFixed(DIGITS))])
