/*
 * The host's side of the pool's workers: calls go out in their order, and whoever waits for an answer hears when a worker ends.
 */
import { type Endpoint, type Remote, transfer, wrap } from 'comlink'
import { DeviceError } from '../errors'
import { buffersOf } from './deal'
import type { Answer, OpenedSeat, SeatApi } from './protocol'

/** A worker that runs `serveSeat`, wherever it runs. */
export interface PoolWorker {
  endpoint: Endpoint
  /** Rejects when the worker ends by itself or breaks, with an Error that says why. */
  ended: Promise<never>
  /** Lets `ended` reject as well when a lock falls free that the worker holds as long as it lives. */
  watch?: (lock: string) => void
  terminate: () => void
}

/** The workers of one pool. They stand and fall together: once one is gone, the others hold parts of populations that nobody can use. */
export class Seats {
  readonly all: readonly Seat[]
  /** Rejects with a `DeviceError` when a worker ends or fails; never resolves. */
  readonly lost: Promise<never>
  /** Why no call is answered any more. */
  private gone: Error | undefined
  private lose: (reason: DeviceError) => void = () => undefined
  private readonly waiting = new Set<(reason: Error) => void>()

  constructor(private readonly workers: readonly PoolWorker[]) {
    this.lost = new Promise<never>((_, reject) => {
      this.lose = reject
    })
    // Whoever waits for an answer hears of it; nobody has to listen to this promise.
    this.lost.catch(() => undefined)
    this.all = workers.map(({ endpoint }) => new Seat(wrap<SeatApi>(endpoint), this))
    for (const { ended } of workers)
      ended.catch((error: unknown) => {
        this.fail(error)
      })
  }

  /** Opens every worker; what each says of itself. */
  async open(): Promise<OpenedSeat[]> {
    const opened = await Promise.all(this.all.map((seat) => seat.call((api) => api.open())))
    opened.forEach(({ lock }, k) => {
      if (lock !== undefined) this.workers[k]?.watch?.(lock)
    })
    return opened
  }

  /** Ends all workers because one of them, or a call that nobody waits for, failed. */
  fail(error: unknown): void {
    if (this.gone) return
    const reason =
      error instanceof DeviceError
        ? error
        : new DeviceError(
            'lost',
            `A worker of the processor's engine ended (${error instanceof Error ? error.message : String(error)}). ` +
              'Start the run again; with fewer threads it needs less memory.',
          )
    this.end(reason)
    this.lose(reason)
  }

  /** Ends all workers; calls that are waiting, and all later ones, reject with this reason. */
  end(reason: Error): void {
    if (this.gone) return
    this.gone = reason
    for (const { terminate } of this.workers) terminate()
    for (const reject of this.waiting) reject(reason)
    this.waiting.clear()
  }

  /**
   * The value of an answer. A worker that is gone never answers: then this rejects with why it went.
   *
   * @throws DeviceError where the worker could not do what it was asked for
   */
  valueOf<T>(answer: Promise<Answer<T>>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.gone) {
        reject(this.gone)
        return
      }
      this.waiting.add(reject)
      answer
        .then((own) => {
          if ('problem' in own) throw new DeviceError(own.problem, own.message)
          resolve(own.value)
        })
        .catch((error: unknown) => {
          // Whoever waits for this call hears of it in its own words, everybody else that the pool is gone.
          reject(error instanceof Error ? error : new Error(String(error)))
          this.fail(error)
        })
        .finally(() => {
          this.waiting.delete(reject)
        })
    })
  }
}

/** One worker as its host calls it. */
export class Seat {
  /** Fulfilled when all calls so far have gone out. */
  private sent: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly api: Remote<SeatApi>,
    private readonly seats: Seats,
  ) {}

  /** A call that goes out after those before it; its value. */
  call<T>(send: (api: Remote<SeatApi>) => Promise<Answer<T>>): Promise<T> {
    return this.callWith(undefined, send)
  }

  /** A call that waits besides for something that it sends, and lets the calls after it wait as well. */
  callWith<T, W>(
    awaited: Promise<W> | undefined,
    send: (api: Remote<SeatApi>, value: W) => Promise<Answer<T>>,
  ): Promise<T> {
    const going = Promise.all([awaited, this.sent]).then(([value]) => ({ answer: send(this.api, value as W) }))
    // Where the call could not go out, the pool ends, and with it what would come next.
    this.sent = going.catch(() => undefined)
    return this.seats.valueOf(going.then(({ answer }) => answer))
  }
}

/** A message whose arrays are given away. */
export const given = <T extends object>(message: T): T => transfer(message, buffersOf(message))
