import { collect } from '../../stages/collect'
import type { OfflinePair } from '../../stages/pairs'
import type { Session } from '../session'

/** Every seed's offline data, in the order of the seeds. */
export async function collectOffline(session: Session): Promise<OfflinePair[][]> {
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
      session.count('collect', session.costs.collect * (now - written), (performance.now() - before) / 1000)
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
