import type { Population } from '../../policy/engine'
import { collect, collectPair } from '../../training/collect'
import { collectFromNetworks } from '../../training/networkTeacher'
import type { OfflinePair } from '../../training/pairs'
import type { Session } from '../session'

/** Every seed's offline data, in the order of the seeds, by the networks or, without any, by the script. */
export function collectOffline(session: Session, networks: Population | undefined): Promise<OfflinePair[][]> {
  return networks ? fromNetworks(session, networks) : fromScript(session)
}

/** The behaviour policy's responses to as many held-out prompts as are evaluated, for every seed. */
export async function heldOutResponses(session: Session, networks: Population | undefined): Promise<OfflinePair[][]> {
  const { config, engine, task, seeds } = session
  const { onlyCorrect } = config.data
  const pairs = config.evaluation.prompts
  if (networks) {
    const settings = { pairs, onlyCorrect, distributions: false }
    return lastOf(session, collectFromNetworks(engine, networks, task, settings, seeds, 'evaluation'))
  }
  const policy = task.game.behaviour(config.game.teacher)
  return seeds.map((seed) =>
    Array.from({ length: pairs }, (_, index) => collectPair(task, policy, onlyCorrect, seed, index, 'evaluation')),
  )
}

async function fromScript(session: Session): Promise<OfflinePair[][]> {
  const { config, task, seeds } = session
  const policy = task.game.behaviour(config.game.teacher)
  const total = seeds.length * config.data.pairs
  const data: OfflinePair[][] = []
  for (const seed of seeds) {
    const parts = collect(task, policy, config.data, seed)
    let written = 0
    for (;;) {
      await session.between()
      const before = performance.now()
      const part = parts.next()
      const now = part.done ? config.data.pairs : part.value
      session.count('collect', 'collect', session.costs.collect * (now - written), (performance.now() - before) / 1000)
      written = now
      session.progress('collect', data.length * config.data.pairs + written, total)
      if (part.done) {
        data.push(part.value)
        break
      }
    }
  }
  return data
}

async function fromNetworks(session: Session, networks: Population): Promise<OfflinePair[][]> {
  const { config, engine, task, seeds } = session
  const settings = { ...config.data, distributions: config.sft.loss === 'kl' }
  const parts = collectFromNetworks(engine, networks, task, settings, seeds)
  let before = 0
  return lastOf(session, parts, (pairs, seconds) => {
    session.count('collect', 'collect', session.costs.collect * (pairs - before), seconds)
    before = pairs
    session.progress('collect', pairs, seeds.length * config.data.pairs)
  })
}

/** What a generator of parts returns in the end; pauses come between parts, and `visit` is told of each. */
async function lastOf<T>(
  session: Session,
  parts: AsyncGenerator<number, T>,
  visit?: (count: number, seconds: number) => void,
): Promise<T> {
  for (;;) {
    await session.between()
    const before = performance.now()
    const part = await parts.next()
    if (part.done) return part.value
    visit?.(part.value, (performance.now() - before) / 1000)
  }
}
