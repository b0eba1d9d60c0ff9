import type { PromptBatch, Rollouts, Sampling, Scores, StepMetrics, TokenBatch, TrainBatch } from '../engine'
import { emptyRollouts, emptyScores } from '../members'
import { parameterCount, type PolicyShape } from '../shape'
import type { CoreStep, EngineCore, HeldMember, Part, StepReport } from '../shell'
import type { UpdateGeometry } from '../updates'
import { dealMembers, placeMembers, shareOf } from './deal'
import { given, type Seat, type Seats } from './seats'

/** A population whose members are dealt to workers. */
interface PoolMembers {
  /** The number under which its workers know it. */
  id: number
  /** P. */
  size: number
  members: number
  /** Those workers that have any of its members. */
  hands: readonly Hand[]
}

/** A worker and its members, by their places in the population. */
interface Hand {
  seat: Seat
  members: readonly number[]
}

/**
 * Many processor engines at once, each with a memory of its own in a worker of its own. Members never meet in a computation, so that
 * it does not change a bit which worker computes one. Workers do what they are asked for in the order in which it was asked.
 */
export class PoolCore implements EngineCore<PoolMembers> {
  readonly lost: Promise<never>
  private populations = 0

  constructor(
    readonly name: string,
    private readonly seats: Seats,
  ) {
    this.lost = seats.lost
  }

  /** Room that a worker does not find ends the pool with a `DeviceError`. */
  allocate(shape: PolicyShape, members: number): PoolMembers {
    const { all } = this.seats
    const hands = dealMembers(members, all.length).flatMap((own, k) =>
      own.length > 0 ? [{ seat: all[k] as Seat, members: own }] : [],
    )
    const held = { id: this.populations++, size: parameterCount(shape), members, hands }
    for (const { seat, members: own } of hands)
      this.unheard(seat.call((api) => api.allocate(held.id, shape, own.length)))
    return held
  }

  free({ id, hands }: PoolMembers): void {
    for (const { seat } of hands) this.unheard(seat.call((api) => api.free(id)))
  }

  fill({ id, hands }: PoolMembers, part: Part, vectorOf: (member: number) => Float32Array): void {
    for (const { seat, members } of hands)
      members.forEach((own, member) => {
        // What is given away must be nobody else's.
        const vector = vectorOf(own).slice()
        this.unheard(seat.call((api) => api.fill({ population: id, member }, part, given(vector))))
      })
  }

  copy(held: PoolMembers, sources: readonly HeldMember<PoolMembers>[]): void {
    const copies = sources.map(({ held: source, member }, place) => {
      const [from, to] = [placeOf(source, member), placeOf(held, place)]
      // All sources are asked before anything is written that waits for another worker.
      return { from, to, ...(from.seat !== to.seat && { vector: from.seat.call((api) => api.parameters(from.at)) }) }
    })
    for (const { from, to, vector } of copies)
      this.unheard(
        vector
          ? to.seat.callWith(vector, (api, values) => api.fill(to.at, 'parameters', given(values)))
          : to.seat.call((api) => api.copy(from.at, to.at)),
      )
  }

  async read({ id, size, members, hands }: PoolMembers, parts: readonly Part[]): Promise<Float32Array[]> {
    const all = parts.map(() => new Float32Array(members * size))
    await Promise.all(
      hands.map(async ({ seat, members: own }) => {
        const values = await seat.call((api) => api.read(id, parts))
        values.forEach((value, part) => {
          placeMembers(all[part] as Float32Array, value, own)
        })
      }),
    )
    return all
  }

  async score(held: PoolMembers, batch: TokenBatch, reference: PoolMembers | undefined): Promise<Scores> {
    const scores = emptyScores(held.members, batch, reference !== undefined)
    await Promise.all(
      held.hands.map(async ({ seat, members }) => {
        const share = given(shareOf(batch, members))
        const own = await seat.call((api) => api.score(held.id, share, reference?.id))
        placeMembers(scores.logProbs, own.logProbs, members)
        placeMembers(scores.entropies, own.entropies, members)
        if (scores.kl && own.kl) placeMembers(scores.kl, own.kl, members)
      }),
    )
    return scores
  }

  step(held: PoolMembers, batch: TrainBatch, { reference, ...step }: CoreStep<PoolMembers>): StepReport {
    const parts = held.hands.map(async ({ seat, members }) => {
      const share = given(shareOf(batch, members))
      const { objectives, rateFactors } = step
      const own = {
        ...step,
        objectives: members.map((member) => objectives[member] as (typeof objectives)[number]),
        ...(rateFactors && { rateFactors: members.map((member) => rateFactors[member] as number) }),
        reference: reference?.id,
      }
      return { members, metrics: await seat.call((api) => api.step(held.id, share, own)) }
    })
    const metrics = Promise.all(parts).then((all) => {
      const each: StepMetrics[] = []
      for (const part of all)
        part.members.forEach((member, place) => (each[member] = part.metrics[place] as StepMetrics))
      return each
    })
    // A step whose metrics nobody asks for fails for everybody.
    this.unheard(metrics)
    return { read: () => metrics }
  }

  async rollout(held: PoolMembers, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts> {
    const { rows } = prompts
    const result = emptyRollouts(held.members, rows, sampling.maxResponse)
    await Promise.all(
      held.hands.map(async ({ seat, members }) => {
        const share = given(shareOf(prompts, members))
        const own = await seat.call((api) => api.rollout(held.id, share, sampling))
        for (const field of ['tokens', 'logProbs', 'entropies', 'lengths'] as const)
          placeMembers(result[field], own[field], members)
      }),
    )
    return result
  }

  async compareUpdates(start: PoolMembers, middle: PoolMembers, end: PoolMembers): Promise<UpdateGeometry[]> {
    const each: UpdateGeometry[] = []
    await Promise.all(
      start.hands.map(async ({ seat, members }) => {
        const own = await seat.call((api) => api.compareUpdates(start.id, middle.id, end.id))
        members.forEach((member, place) => (each[member] = own[place] as UpdateGeometry))
      }),
    )
    return each
  }

  close(): void {
    this.seats.end(new Error('This engine was disposed.'))
  }

  /** A call that nobody waits for: its failure ends the pool, which everybody hears of. */
  private unheard(call: Promise<unknown>): void {
    call.catch((error: unknown) => {
      this.seats.fail(error)
    })
  }
}

/** Where a member of a population is. */
function placeOf({ id, hands }: PoolMembers, member: number) {
  for (const { seat, members } of hands) {
    const place = members.indexOf(member)
    if (place >= 0) return { seat, at: { population: id, member: place } }
  }
  throw new RangeError(`There is no member ${member}.`)
}
