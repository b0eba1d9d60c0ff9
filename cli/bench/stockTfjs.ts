import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-webgpu'
import { type Contestant, contestantOf } from '../../src/benchmark/contestant'
import { openReferenceEngine } from '../../src/policy/reference'

/** tfjs's own kernels, listed before the reference engine, when it opens, replaces some of them. */
const stock = tf.getKernelsForBackend('webgpu')

/** The reference engine on the kernels that tfjs ships: what its replacements are worth. */
export async function openStockTfjs(): Promise<Contestant> {
  const engine = await openReferenceEngine('webgpu')
  const contestant = contestantOf('stockTfjs', engine, `${engine.name} on tfjs's own kernels`)
  return {
    id: contestant.id,
    about: contestant.about,
    openTraining: async (members, rows) => {
      const training = await contestant.openTraining(members, rows)
      return {
        ...training,
        step: () => {
          withStockKernels(() => {
            training.step()
          })
        },
      }
    },
    dispose: () => {
      contestant.dispose()
    },
  }
}

/** tfjs looks kernels up when an operation is called, so that both sets can take turns on one page. */
function withStockKernels(work: () => void): void {
  const current = tf.getKernelsForBackend('webgpu')
  use(stock)
  try {
    work()
  } finally {
    use(current)
  }
}

function use(kernels: readonly tf.KernelConfig[]): void {
  for (const kernel of kernels) {
    if (tf.getKernel(kernel.kernelName, kernel.backendName) === kernel) continue
    tf.unregisterKernel(kernel.kernelName, kernel.backendName)
    tf.registerKernel(kernel)
  }
}
