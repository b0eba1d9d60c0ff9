import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Batcher } from '../../../src/worker/batcher'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a listener is called at most ten times a second, and gets every event once and in order', async () => {
  const calls: number[] = []
  const received: number[] = []
  const batcher = new Batcher<number>((events) => {
    calls.push(performance.now())
    received.push(...events)
  })
  // An event each 7 ms for ten seconds.
  const sent = Array.from({ length: 1429 }, (_, i) => i)
  for (const event of sent) {
    batcher.add(event)
    vi.advanceTimersByTime(7)
  }
  await batcher.flush()
  expect(received).toEqual(sent)
  const gaps = calls.slice(1, -1).map((time, i) => time - (calls[i] ?? NaN))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
  expect(calls.length).toBeGreaterThan(90)
})

test('the rest is handed over at once, and nothing is delivered twice or empty', async () => {
  const deliver = vi.fn<(events: readonly string[]) => void>()
  const batcher = new Batcher(deliver)
  batcher.add('a')
  batcher.add('b')
  await batcher.flush()
  await batcher.flush()
  vi.advanceTimersByTime(1000)
  expect(deliver.mock.calls).toEqual([[['a', 'b']]])
})

test('a flush waits until everything has arrived', async () => {
  const arrived: (() => void)[] = []
  const batcher = new Batcher<string>(() => new Promise<void>((resolve) => arrived.push(resolve)))
  batcher.add('a')
  vi.advanceTimersByTime(1000)
  batcher.add('b')
  let isOver = false
  const flushed = batcher.flush().then(() => {
    isOver = true
  })
  expect(arrived).toHaveLength(2)
  arrived[1]?.()
  await Promise.resolve()
  expect(isOver).toBe(false)
  arrived[0]?.()
  await flushed
  expect(isOver).toBe(true)
})

test('a delivery that fails is reported', async () => {
  const batcher = new Batcher<string>(() => Promise.reject(new Error('The page is gone.')))
  batcher.add('a')
  await expect(batcher.flush()).rejects.toThrow('The page is gone.')
})
