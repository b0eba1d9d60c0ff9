import type { Gpu } from '../device/gpu'
import type { Pass, PassKind } from './pass'
import { ScorePass } from './score'
import { TrainPass } from './train'

/** Passes kept ready; a run needs about four: pretraining, SFT, RL, and scoring. */
const MOST_PASSES = 8

/** Recorded passes by what they are recorded for; the one unused for longest makes room for a new one. */
export class PassCache {
  private readonly trained = new Map<string, TrainPass>()
  private readonly scored = new Map<string, ScorePass>()
  /** Keys of both, the one unused for longest first. */
  private readonly order = new Set<string>()

  /**
   * @param budget bytes that all kept passes may take together
   */
  constructor(
    private readonly gpu: Gpu,
    private readonly budget: number,
  ) {}

  train(kind: PassKind): TrainPass {
    return this.get(this.trained, `train ${keyOf(kind)}`, () => new TrainPass(this.gpu, kind))
  }

  score(kind: PassKind): ScorePass {
    return this.get(this.scored, `score ${keyOf(kind)}`, () => new ScorePass(this.gpu, kind))
  }

  /** Forgets what was recorded for shards that are gone. */
  forget(shards: readonly { id: number }[]): void {
    for (const pass of this.all()) {
      for (const { id } of shards) pass.forget(id)
    }
  }

  dispose(): void {
    for (const pass of this.all()) pass.dispose()
    this.trained.clear()
    this.scored.clear()
    this.order.clear()
  }

  private all(): Pass[] {
    return [...this.trained.values(), ...this.scored.values()]
  }

  private get<P extends Pass>(passes: Map<string, P>, key: string, make: () => P): P {
    const known = passes.get(key)
    this.order.delete(key)
    if (!known) this.makeRoom()
    const pass = known ?? make()
    passes.set(key, pass)
    this.order.add(key)
    return pass
  }

  /** The device finishes what was submitted before it lets go of a destroyed buffer. */
  private makeRoom(): void {
    for (const key of this.order) {
      const bytes = this.all().reduce((sum, pass) => sum + pass.bytes, 0)
      if (this.order.size < MOST_PASSES && bytes <= this.budget) return
      const pass = this.trained.get(key) ?? this.scored.get(key)
      pass?.dispose()
      this.trained.delete(key)
      this.scored.delete(key)
      this.order.delete(key)
    }
  }
}

function keyOf({ layout, sizes, hasReference, hasDistributions, tile }: PassKind): string {
  const { vocabulary, dModel, heads, layers, dFF } = layout.shape
  const { members, slots, batch, length } = sizes
  return [
    vocabulary,
    dModel,
    heads,
    layers,
    dFF,
    members,
    slots,
    batch,
    length,
    hasReference,
    hasDistributions,
    tile.rows,
    tile.columns,
    tile.exchange,
  ].join()
}
