import type { PromptBatch, Rollouts, Sampling, Scores, StepMetrics, TokenBatch, TrainBatch } from '../engine'
import { emptyRollouts, emptyScores } from '../members'
import { parameterCount, type PolicyShape, shapeKey } from '../shape'
import { type CoreStep, type EngineCore, type HeldMember, type Part, PARTS, type StepReport } from '../shell'
import { compareParameters, type UpdateGeometry } from '../updates'
import { Decoder } from './decoder'
import type { Module, Pointer } from './kernels'
import { packSlot, type PackedRows } from './packing'
import { rolloutRows } from './rollout'
import { Space } from './space'
import { divergenceOf, type MemberPlaces, referenceOf, stepMember, tokensOf } from './step'
import { weightsAt } from './weights'

/*
 * The processor's engine: M members, one after the other, each with parameters and moments `[P]` in the module's memory.
 */

/** Rows that are sampled side by side: enough for whole tiles, few enough for their caches to stay near. */
const ROLLOUT_ROWS = 256

export interface WasmOptions {
  /** Rows of a rollout that are sampled side by side. */
  rolloutRows?: number
}

/** A population in the module's memory, every member by itself. */
export interface WasmMembers {
  shape: PolicyShape
  /** P. */
  size: number
  places: readonly MemberPlaces[]
}

/** What computes on the processor: WebAssembly kernels with vectors, one member after the other. */
export class WasmCore implements EngineCore<WasmMembers> {
  readonly name = 'processor (WebAssembly with SIMD)'
  private readonly space: Space
  private readonly decoders = new Map<string, Decoder>()

  constructor(
    private readonly module: Module,
    private readonly options: WasmOptions = {},
  ) {
    this.space = new Space(module)
  }

  allocate(shape: PolicyShape, members: number): WasmMembers {
    const size = parameterCount(shape)
    const taken: Pointer[] = []
    const room = (): Pointer => {
      const pointer = this.space.allocate(size)
      taken.push(pointer)
      return pointer
    }
    try {
      const places = Array.from({ length: members }, () => ({
        parameters: room(),
        firstMoments: room(),
        secondMoments: room(),
      }))
      return { shape, size, places }
    } catch (error) {
      for (const pointer of taken) this.space.release(pointer)
      throw error
    }
  }

  free({ places }: WasmMembers): void {
    for (const place of places) for (const part of PARTS) this.space.release(place[part])
  }

  fill({ places, size }: WasmMembers, part: Part, vectorOf: (member: number) => Float32Array): void {
    places.forEach((place, member) => {
      this.space.floats(place[part], size).set(vectorOf(member))
    })
  }

  copy({ places, size }: WasmMembers, sources: readonly HeldMember<WasmMembers>[]): void {
    sources.forEach(({ held, member }, index) => {
      this.module.kernels.copy(placeOf(held, member).parameters, (places[index] as MemberPlaces).parameters, size)
    })
  }

  read({ places, size }: WasmMembers, parts: readonly Part[]): Promise<Float32Array[]> {
    const all = parts.map((part) => {
      const joined = new Float32Array(places.length * size)
      places.forEach((place, member) => {
        joined.set(this.space.floats(place[part], size), member * size)
      })
      return joined
    })
    return Promise.resolve(all)
  }

  score({ shape, places }: WasmMembers, batch: TokenBatch, reference: WasmMembers | undefined): Promise<Scores> {
    const decoder = this.decoderOf(shape)
    const size = batch.rows * batch.length
    const scores = emptyScores(places.length, batch, reference !== undefined)
    const packed = packer(batch, true)
    places.forEach(({ parameters }, member) => {
      const rows = packed(batch.slotOf[member] as number)
      const frozen = reference && referenceOf(decoder, placeOf(reference, member).parameters, rows)
      const weights = weightsAt(parameters, shape)
      const head = decoder.head(weights, decoder.forward(weights, rows), rows)
      const tokens = tokensOf(decoder, head)
      scores.logProbs.set(tokens.logProbs, member * size)
      scores.entropies.set(tokens.entropies, member * size)
      if (frozen) scores.kl?.set(divergenceOf(decoder, head, frozen.logProbs), member * size)
    })
    return Promise.resolve(scores)
  }

  step({ shape, places }: WasmMembers, batch: TrainBatch, step: CoreStep<WasmMembers>): StepReport {
    const { reference, optimizer, rateFactors, stepsTaken } = step
    const decoder = this.decoderOf(shape)
    const packed = packer(batch, false)
    const metrics = step.objectives.map((objective, member): StepMetrics => {
      return stepMember(decoder, {
        member: places[member] as MemberPlaces,
        ...(reference && { reference: placeOf(reference, member).parameters }),
        objective,
        batch,
        rows: packed(batch.slotOf[member] as number),
        optimizer,
        rateFactor: rateFactors?.[member] ?? 1,
        stepsTaken,
      })
    })
    return { read: () => Promise.resolve(metrics) }
  }

  rollout({ shape, places }: WasmMembers, prompts: PromptBatch, sampling: Sampling): Promise<Rollouts> {
    const { rows } = prompts
    const result = emptyRollouts(places.length, rows, sampling.maxResponse)
    const decoder = this.decoderOf(shape)
    const most = this.options.rolloutRows ?? ROLLOUT_ROWS
    places.forEach(({ parameters }, member) => {
      const slot = prompts.slotOf[member] as number
      for (let from = 0; from < rows; from += most) {
        const range = { from, to: Math.min(from + most, rows) }
        rolloutRows(decoder, parameters, { member, slot, range }, prompts, sampling, result)
      }
    })
    return Promise.resolve(result)
  }

  compareUpdates(start: WasmMembers, middle: WasmMembers, end: WasmMembers): Promise<UpdateGeometry[]> {
    const geometry = start.places.map((_, member) => {
      const [first, second, third] = [start, middle, end].map((held) =>
        this.space.floats(placeOf(held, member).parameters, held.size),
      ) as [Float32Array, Float32Array, Float32Array]
      return compareParameters(first, second, third)
    })
    return Promise.resolve(geometry)
  }

  close(): void {
    this.decoders.clear()
  }

  private decoderOf(shape: PolicyShape): Decoder {
    const key = shapeKey(shape)
    const decoder = this.decoders.get(key) ?? new Decoder(this.module.kernels, this.space, shape)
    this.decoders.set(key, decoder)
    return decoder
  }
}

const placeOf = ({ places }: WasmMembers, member: number): MemberPlaces => places[member] as MemberPlaces

/** Packs each slot once. */
function packer(batch: TokenBatch, whole: boolean): (slot: number) => PackedRows {
  const slots = new Map<number, PackedRows>()
  return (slot) => {
    const rows = slots.get(slot) ?? packSlot(batch, slot, whole)
    slots.set(slot, rows)
    return rows
  }
}
