import { blockUntilReady, defaultDevice, init, jit, numpy as np, tree, valueAndGrad, vmap } from '@jax-js/jax'
import type { Contestant, Training } from '../../../src/benchmark/contestant'
import { LENGTH, memberSeeds, OPTIMIZER, SHAPE, trainBatch } from '../../../src/benchmark/workload'
import { initialParameters } from '../../../src/policy/init'
import { parameterSpans } from '../../../src/policy/shape'
import { adamW, type State } from './adamw'
import { type Batch, negativeLogLikelihood, type Weights } from './decoder'

/** The workload in jax-js on WebGPU: one `jit` of loss, gradient, clip and AdamW, mapped over members by `vmap`. */
export async function openJax(): Promise<Contestant> {
  const devices = await init('webgpu')
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU device.')
  defaultDevice('webgpu')
  return {
    id: 'jax',
    about: 'jax-js (jit, webgpu)',
    openTraining: (members, rows) => Promise.resolve(openTraining(members, rows)),
    dispose: () => undefined,
  }
}

function openTraining(members: number, rows: number): Training {
  const single = (state: State, batch: Batch, corrections: np.Array): [np.Array, State] => {
    const loss = (weights: Weights): np.Array => negativeLogLikelihood(weights, tree.ref(batch), SHAPE)
    const [value, gradient] = valueAndGrad(loss)(tree.ref(state.weights)) as [np.Array, Weights]
    tree.dispose(batch)
    return [value, adamW(state, gradient, corrections, OPTIMIZER)]
  }
  const step = jit(members === 1 ? single : (vmap(single, [0, null, null]) as unknown as typeof single))
  const batch = batchOf(rows)
  let state: State = freshState(members)
  let loss: np.Array | undefined
  let steps = 0
  return {
    step: () => {
      steps++
      const corrections = np.array([1 - OPTIMIZER.beta1 ** steps, 1 - OPTIMIZER.beta2 ** steps])
      loss?.dispose()
      ;[loss, state] = step(state, tree.ref(batch), corrections)
    },
    finish: async () => {
      await blockUntilReady(state)
      const values: unknown = await loss?.ref.data()
      return values instanceof Float32Array ? [...values] : []
    },
    dispose: () => {
      loss?.dispose()
      tree.dispose(batch)
      tree.dispose(state)
      step.dispose()
    },
  }
}

/** Weights of the members' seeds, with a leading axis of members where there are several, and moments of 0. */
function freshState(members: number): State {
  const flat = memberSeeds(members).map((seed) => initialParameters(SHAPE, seed))
  const lead = members === 1 ? [] : [members]
  const tensors = new Map(
    parameterSpans(SHAPE).map(({ name, shape, offset, size }) => {
      const values = new Float32Array(members * size)
      flat.forEach((parameters, member) => {
        values.set(parameters.subarray(offset, offset + size), member * size)
      })
      return [name, np.array(values).reshape([...lead, ...shape])]
    }),
  )
  const named = (name: string): np.Array => {
    const tensor = tensors.get(name)
    if (!tensor) throw new Error(`There is no parameter ${name}.`)
    return tensor
  }
  const weights: Weights = {
    embedding: named('embedding'),
    layers: Array.from({ length: SHAPE.layers }, (_, layer) => ({
      attnNorm: named(`layer${layer}.attnNorm`),
      wqkv: named(`layer${layer}.wqkv`),
      wo: named(`layer${layer}.wo`),
      mlpNorm: named(`layer${layer}.mlpNorm`),
      wgate: named(`layer${layer}.wgate`),
      wup: named(`layer${layer}.wup`),
      wdown: named(`layer${layer}.wdown`),
    })),
    finalNorm: named('finalNorm'),
  }
  const zeros = (): Weights => tree.map<np.Array, np.Array, Weights>((w) => np.zeros(w.shape), weights)
  return { weights, first: zeros(), second: zeros() }
}

function batchOf(rows: number): Batch {
  const { inputs, targets, firsts, counts } = trainBatch(1, rows)
  const responses = counts.reduce((sum, count) => sum + count, 0)
  const shares = new Float32Array(rows * LENGTH)
  counts.forEach((count, row) => {
    const start = row * LENGTH + (firsts[row] ?? 0)
    shares.fill(1 / responses, start, start + count)
  })
  const half = SHAPE.dModel / SHAPE.heads / 2
  const angle = (index: number): number => Math.floor(index / (2 * half)) * 10_000 ** (-(index % half) / half)
  const table = (f: (x: number) => number): np.Array =>
    np.array(Float32Array.from({ length: LENGTH * 2 * half }, (_, i) => f(angle(i)))).reshape([LENGTH, 2 * half])
  const hidden = (index: number): number => (index % LENGTH > Math.floor(index / LENGTH) ? -1e9 : 0)
  return {
    inputs: np.array(inputs).reshape([rows, LENGTH]),
    targets: np.array(targets).reshape([rows, LENGTH]),
    shares: np.array(shares).reshape([rows, LENGTH]),
    cos: table(Math.cos),
    sin: table(Math.sin),
    mask: np.array(Float32Array.from({ length: LENGTH * LENGTH }, (_, i) => hidden(i))).reshape([LENGTH, LENGTH]),
  }
}
