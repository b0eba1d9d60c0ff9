import { afterEach, expect, test, vi } from 'vitest'
import type { Contestant } from '../../../src/benchmark/contestant'
import { runBenchmark } from '../../../src/benchmark/run'
import { openReferenceEngine } from '../../../src/policy/reference'
import { altered } from '../../helpers/policy/altered'
import { stubWebGpu } from '../../helpers/webgpu/fakeGpu'

afterEach(() => {
  vi.unstubAllGlobals()
})

const ONCE = { samples: 1, seconds: 0 }
const ROUNDS = [[{ engine: 'fused', kind: 'rollout', sequences: 2, ...ONCE }]] as const
const options = { quick: true, rounds: ROUNDS.map((round) => [...round]) }
const silent = (): void => undefined

/** A contestant that counts how often it is disposed; without a computation of its own. */
const contestantWith = (parts: Partial<Contestant>): Contestant => ({
  id: 'fused',
  about: 'a fake',
  openTraining: () => Promise.reject(new Error('not asked for')),
  dispose: silent,
  ...parts,
})

test('where the trusted engine does not open, the device is given back', async () => {
  const gpu = stubWebGpu()
  const openTrusted = () => Promise.reject(new Error('no trust'))
  await expect(runBenchmark({ contestants: [], openTrusted }, options, silent)).rejects.toThrow('no trust')
  expect(gpu.devices.map(({ isDestroyed }) => isDestroyed)).toEqual([true])
})

test('everything is given back, whatever fails and whatever does not close', async () => {
  const gpu = stubWebGpu()
  const reference = await openReferenceEngine('cpu')
  const disposed: string[] = []
  const stages: string[] = []
  const openTrusted = () =>
    Promise.resolve(
      altered(reference, {
        dispose: () => {
          disposed.push('trusted')
          reference.dispose()
        },
      }),
    )
  const fused = contestantWith({
    openRollout: () =>
      Promise.resolve({
        run: () => Promise.reject(new Error('it broke')),
        dispose: () => {
          disposed.push('rollout')
        },
      }),
    dispose: () => {
      disposed.push('fused')
      throw new Error('stuck')
    },
  })
  const { rows } = await runBenchmark(
    { contestants: [{ id: 'fused', open: () => Promise.resolve(fused) }], openTrusted },
    options,
    (event) => {
      if (event.kind === 'stage') stages.push(event.text)
    },
  )
  expect(rows).toContainEqual({ kind: 'missing', engine: 'fused', what: 'rollout, 2 sequences', reason: 'it broke' })
  // The ceiling's matrix products are wrong on a device that computes nothing.
  expect(rows).toContainEqual(expect.objectContaining({ kind: 'missing', engine: 'ceiling' }))
  expect(disposed).toEqual(['rollout', 'fused', 'trusted'])
  expect(stages.at(-1)).toMatch(/stuck/)
  expect(gpu.devices.map(({ isDestroyed, bytes }) => [isDestroyed, bytes])).toEqual([[true, 0]])
})
