import type * as tf from '@tensorflow/tfjs'
import { METRICS_KEPT, metricsGone } from '../keptMetrics'
import { readAndDispose } from './read'

/** What a population's last steps measured, on the device until somebody asks or `METRICS_KEPT` steps came after. */
export class StepReports {
  /** Frees each report, the oldest first. */
  private readonly kept: ((reason: Error) => void)[] = []

  /**
   * Takes over a step's report.
   *
   * @returns reads it, as often as wanted; throws RangeError where too many steps came after it
   */
  keep(report: tf.Tensor): () => Promise<Float32Array> {
    let reading: Promise<Float32Array> | undefined
    let gone: Error | undefined
    this.kept.push((reason) => {
      gone = reason
      if (!reading) report.dispose()
    })
    if (this.kept.length > METRICS_KEPT) this.kept.shift()?.(metricsGone())
    return async () => {
      if (gone) throw gone
      return (reading ??= readAndDispose(report))
    }
  }

  dispose(): void {
    for (const drop of this.kept.splice(0)) drop(new Error('This population was disposed.'))
  }
}
