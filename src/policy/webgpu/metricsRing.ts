import { METRICS_KEPT, type StepMetrics } from '../engine'
import { stepMetrics } from '../metrics'
import type { Objective } from '../objective'
import { ringBuffer } from './allocation'
import type { Gpu } from './device/gpu'
import { CHANNEL_ROW, channel, METRICS_BYTES } from './wgsl/structs'

/*
 * Metrics `[M, 16]` of the last steps, on the device until somebody asks.
 */

/** A readback of the metrics of some steps, which is submitted once everybody has asked. */
interface Readback {
  steps: Set<number>
  values: Promise<Map<number, Float32Array>>
  submit: () => void
}

/**
 * The metrics of the last steps of one population, on the device until somebody asks. Whatever is asked for in one turn of the
 * event loop comes back in one readback.
 */
export class MetricsRing {
  readonly buffer: GPUBuffer
  private readonly stepBytes: number
  private taken = 0
  private gathering: Readback | undefined

  constructor(
    private readonly gpu: Gpu,
    members: number,
  ) {
    this.stepBytes = METRICS_BYTES * members
    this.buffer = ringBuffer((label, bytes) => gpu.buffer(label, bytes), members)
  }

  /** Room for one more step: its number, and where its metrics go, in bytes. */
  take(): { step: number; offset: number } {
    const step = this.taken++
    // The step whose place it is may have been asked for already.
    if (this.gathering?.steps.has(step - METRICS_KEPT)) this.gathering.submit()
    return { step, offset: this.offsetOf(step) }
  }

  /** A step's metrics, `[M, 16]`; asked for while fewer than `METRICS_KEPT` steps came after it. */
  async read(step: number): Promise<Float32Array> {
    const { steps, values } = (this.gathering ??= this.gather())
    steps.add(step)
    return (await values).get(step) as Float32Array
  }

  /** Frees the buffer; what was asked for before is still answered. */
  dispose(): void {
    this.gathering?.submit()
    this.gpu.free(this.buffer)
  }

  /** Gathers everything that asks before this turn of the event loop ends, unless it is submitted earlier. */
  private gather(): Readback {
    const steps = new Set<number>()
    let submit = (): void => undefined
    const values = new Promise<Map<number, Float32Array>>((resolve) => {
      submit = () => {
        this.gathering = undefined
        resolve(this.copy([...steps]))
      }
    })
    const readback = { steps, values, submit }
    void Promise.resolve().then(() => {
      if (this.gathering === readback) submit()
    })
    return readback
  }

  private async copy(steps: readonly number[]): Promise<Map<number, Float32Array>> {
    const parts = steps.map((step) => ({ buffer: this.buffer, offset: this.offsetOf(step), size: this.stepBytes }))
    const bytes = await this.gpu.read(parts)
    return new Map(steps.map((step, i) => [step, new Float32Array(bytes[i] as ArrayBuffer)]))
  }

  private offsetOf(step: number): number {
    return (step % METRICS_KEPT) * this.stepBytes
  }
}

/** Each member's metrics from what `finish` wrote, `[M, 16]`, with NaN for what its objective does not have. */
export function readMetrics(
  values: Float32Array,
  objectives: readonly Objective[],
  hasReference: boolean,
): StepMetrics[] {
  return objectives.map((objective, member) => {
    const value = (name: Parameters<typeof channel>[0]): number =>
      values[member * CHANNEL_ROW + channel(name)] as number
    return stepMetrics(objective, hasReference, value('gradNorm'), value)
  })
}
