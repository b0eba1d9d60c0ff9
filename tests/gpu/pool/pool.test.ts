import { expect, test } from 'vitest'
import { openPoolEngine } from '../../../src/policy/pool'
import { spawnInBrowser } from '../../../src/policy/pool/browserWorker'
import type { PoolWorker } from '../../../src/policy/pool/seats'
import { openWasmEngine } from '../../../src/policy/wasm'
import { randomBatch, TINY } from '../../helpers/policy/fixtures'
import { eventsOf, figuresOf, tiny } from '../../helpers/tinyRun'

test('a whole run in workers of a browser has the same bits as in its page', async () => {
  const [alone, pool] = await Promise.all([openWasmEngine(), openPoolEngine(2, spawnInBrowser)])
  expect(pool.name).toBe('processor (WebAssembly with SIMD), 2 threads')
  expect(figuresOf(await eventsOf(tiny(), pool))).toEqual(figuresOf(await eventsOf(tiny(), alone)))
  alone.dispose()
  pool.dispose()
})

test('a worker that a browser ends without a word ends the pool', async () => {
  const workers: PoolWorker[] = []
  const ends: (() => void)[] = []
  const pool = await openPoolEngine(2, () => {
    const worker = spawnInBrowser()
    // Ended behind the back of its host, as a browser does it that runs out of memory.
    ends.push(() => {
      ;(worker.endpoint as Worker).terminate()
    })
    workers.push(worker)
    return worker
  })
  const population = pool.createPopulation(TINY, [1, 2])
  await pool.score(population, randomBatch(1, [0, 0]))
  ends[1]?.()
  await expect(pool.lost).rejects.toMatchObject({ problem: 'lost' })
  await expect(pool.score(population, randomBatch(1, [0, 0]))).rejects.toThrow(/the browser ended it/)
  expect(workers).toHaveLength(2)
  pool.dispose()
})

test('two pools at once hold locks of their own', async () => {
  const pools = await Promise.all([openPoolEngine(2, spawnInBrowser), openPoolEngine(2, spawnInBrowser)])
  const locks = async () =>
    ((await navigator.locks.query()).held ?? []).filter(({ name }) => name?.includes('processor')).length
  expect(await locks()).toBe(4)
  for (const pool of pools) pool.dispose()
  // A lock that its holder no longer has can be taken: this waits until the last worker is gone.
  await Promise.all([0, 1, 2, 3].map((k) => navigator.locks.request(`pear-playground processor ${k}`, () => undefined)))
  expect(await locks()).toBe(0)
})
