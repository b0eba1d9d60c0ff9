import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Batcher } from '../../../src/worker/batcher'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a listener is called at most ten times a second, and gets every event once and in order', () => {
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
  batcher.flush()
  expect(received).toEqual(sent)
  const gaps = calls.slice(1, -1).map((time, i) => time - (calls[i] ?? NaN))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
  expect(calls.length).toBeGreaterThan(90)
})

test('the rest is handed over at once, and nothing is delivered twice or empty', () => {
  const deliver = vi.fn<(events: readonly string[]) => void>()
  const batcher = new Batcher(deliver)
  batcher.add('a')
  batcher.add('b')
  batcher.flush()
  batcher.flush()
  vi.advanceTimersByTime(1000)
  expect(deliver.mock.calls).toEqual([[['a', 'b']]])
})
