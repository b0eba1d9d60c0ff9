import * as tf from '@tensorflow/tfjs'
import type { Population, Snapshot } from '../engine'
import { parameterCount, type PolicyShape } from '../shape'
import type { OptimizerState } from './optimizer'
import { StepReports } from './reports'

/** A population whose parameters and moments are three flat tensors `[M, P]`. */
export class ReferencePopulation implements Population {
  /** What its last steps measured. */
  readonly reports = new StepReports()
  private disposed = false

  private constructor(
    readonly shape: PolicyShape,
    readonly members: number,
    private current: OptimizerState,
    private readonly onDispose: (population: ReferencePopulation) => void,
  ) {}

  /** Fresh moments around parameters that the population then owns. */
  static fresh(
    shape: PolicyShape,
    parameters: tf.Tensor2D,
    onDispose: (p: ReferencePopulation) => void,
  ): ReferencePopulation {
    const moments = (): tf.Tensor2D => tf.keep(tf.zeros(parameters.shape))
    const state = { parameters: tf.keep(parameters), firstMoments: moments(), secondMoments: moments(), steps: 0 }
    return new ReferencePopulation(shape, parameters.shape[0], state, onDispose)
  }

  /** The bits of a snapshot; throws RangeError where its arrays do not fit its shape. */
  static restored(snapshot: Snapshot, onDispose: (p: ReferencePopulation) => void): ReferencePopulation {
    const size = parameterCount(snapshot.shape)
    const upload = (values: Float32Array): tf.Tensor2D => {
      if (values.length !== snapshot.members * size) {
        throw new RangeError(
          `A snapshot of ${snapshot.members} members needs ${size} numbers each, not ${values.length}.`,
        )
      }
      return tf.keep(tf.tensor2d(values.slice(), [snapshot.members, size]))
    }
    const state = {
      parameters: upload(snapshot.parameters),
      firstMoments: upload(snapshot.firstMoments),
      secondMoments: upload(snapshot.secondMoments),
      steps: snapshot.steps,
    }
    return new ReferencePopulation(snapshot.shape, snapshot.members, state, onDispose)
  }

  get state(): OptimizerState {
    if (this.disposed) throw new Error('This population was disposed.')
    return this.current
  }

  /** Takes over a new state and frees the old one. */
  advance(next: OptimizerState): void {
    free(this.state)
    tf.keep(next.parameters)
    tf.keep(next.firstMoments)
    tf.keep(next.secondMoments)
    this.current = next
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    free(this.current)
    this.reports.dispose()
    this.onDispose(this)
  }
}

function free({ parameters, firstMoments, secondMoments }: OptimizerState): void {
  tf.dispose([parameters, firstMoments, secondMoments])
}
