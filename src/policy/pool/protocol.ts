import type {
  PromptBatch,
  Rollouts,
  Sampling,
  Scores,
  StepMetrics,
  StepSettings,
  TokenBatch,
  TrainBatch,
} from '../engine'
import type { DeviceProblem } from '../errors'
import type { PolicyShape } from '../shape'
import type { Part } from '../shell'
import type { UpdateGeometry } from '../updates'

/** What a call came to. A `DeviceError` crosses to the host as data, because its problem would be lost on an error's way. */
export type Answer<T> = { value: T } | { problem: DeviceProblem; message: string }

/** A member of a population that a worker holds. */
export interface SeatMember {
  population: number
  member: number
}

/** A step's settings of a worker's members. */
export interface SeatStep extends Omit<StepSettings, 'reference'> {
  /** The number of the population that stands frozen beside the one in training. */
  reference: number | undefined
  stepsTaken: number
}

/** What a worker says of itself. */
export interface OpenedSeat {
  /** For people: what computes. */
  name: string
  /** The name of a lock that it holds as long as it lives, where there are locks. */
  lock: string | undefined
}

/**
 * What a worker of the pool does for its host, through Comlink: it holds populations of some members under numbers that the host gives,
 * and does with them what an `EngineCore` does. Calls are carried out in the order in which they come.
 */
export interface SeatApi {
  /** Compiles the kernels and checks them against stored numbers. To be called once, and answered before anything else is. */
  open(): Promise<Answer<OpenedSeat>>
  allocate(population: number, shape: PolicyShape, members: number): Promise<Answer<void>>
  free(population: number): Promise<Answer<void>>
  /** Sets one vector of one member, `[P]`. */
  fill(at: SeatMember, part: Part, vector: Float32Array): Promise<Answer<void>>
  /** Copies the parameters of a member to another. */
  copy(from: SeatMember, to: SeatMember): Promise<Answer<void>>
  /** The parameters of one member, `[P]`. */
  parameters(at: SeatMember): Promise<Answer<Float32Array>>
  /** One vector of all members for each part, `[members, P]`. */
  read(population: number, parts: readonly Part[]): Promise<Answer<Float32Array[]>>
  score(population: number, batch: TokenBatch, reference: number | undefined): Promise<Answer<Scores>>
  step(population: number, batch: TrainBatch, step: SeatStep): Promise<Answer<StepMetrics[]>>
  rollout(population: number, prompts: PromptBatch, sampling: Sampling): Promise<Answer<Rollouts>>
  compareUpdates(start: number, middle: number, end: number): Promise<Answer<UpdateGeometry[]>>
}
