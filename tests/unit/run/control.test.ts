import { afterEach, expect, test, vi } from 'vitest'
import { RunControl, RunStopped } from '../../../src/run/control'

afterEach(() => {
  vi.useRealTimers()
})

/** Some turns of the event loop. */
const turns = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new RunControl().between()
}

/** A run that does nothing but take steps, and counts them. */
function stepping(control: RunControl) {
  const seen = { steps: 0, reports: [] as boolean[], flushes: [] as number[], end: undefined as unknown }
  const run = async (): Promise<void> => {
    for (;;) {
      await control.between({
        beforeStep: true,
        report: (paused) => seen.reports.push(paused),
        flush: () => Promise.resolve(void seen.flushes.push(seen.steps)),
      })
      seen.steps++
    }
  }
  const ended = run().catch((error: unknown) => {
    seen.end = error
  })
  return { seen, ended }
}

test('a pause holds the run until it is resumed', async () => {
  const control = new RunControl()
  control.pause()
  let went = false
  const waiting = control.between().then(() => (went = true))
  await turns()
  expect(went).toBe(false)
  control.resume()
  await waiting
  expect(went).toBe(true)
})

test('a stop ends the run, paused or not', async () => {
  const control = new RunControl()
  control.pause()
  const waiting = control.between()
  control.stop()
  await expect(waiting).rejects.toThrow(RunStopped)
  await expect(control.between()).rejects.toThrow(RunStopped)
  expect(control.paused).toBe(false)
})

test('each step that is asked for from a pause is exactly one, however fast they are asked for', async () => {
  const control = new RunControl()
  control.pause()
  const { seen, ended } = stepping(control)
  await turns()
  expect(seen.steps).toBe(0)
  control.step()
  await turns()
  expect(seen.steps).toBe(1)
  control.step()
  control.step()
  control.step()
  await turns()
  expect(seen.steps).toBe(4)
  expect(control.paused).toBe(true)
  control.stop()
  await ended
  expect(seen.end).toBeInstanceOf(RunStopped)
  expect(seen.steps).toBe(4)
})

test('a granted step passes what lies before it, and is not taken by it', async () => {
  const control = new RunControl()
  control.pause()
  let before = 0
  let steps = 0
  const run = async (): Promise<void> => {
    for (;;) {
      for (let i = 0; i < 3; i++, before++) await control.between()
      await control.between({ beforeStep: true })
      steps++
    }
  }
  const ended = expect(run()).rejects.toThrow(RunStopped)
  control.step()
  await turns()
  await turns()
  expect([before, steps]).toEqual([3, 1])
  control.stop()
  await ended
})

test('pausing and resuming forget steps that were not taken', async () => {
  const control = new RunControl()
  control.pause()
  control.step()
  control.step()
  control.pause()
  const { seen, ended } = stepping(control)
  await turns()
  expect(seen.steps).toBe(0)
  control.step()
  control.resume()
  control.pause()
  await turns()
  expect(seen.steps).toBe(0)
  control.stop()
  await ended
})

test('a step that is asked of a run on its way pauses it', async () => {
  const control = new RunControl()
  const { seen, ended } = stepping(control)
  await turns()
  control.step()
  await turns()
  const { steps } = seen
  expect(steps).toBeGreaterThan(0)
  await turns()
  expect(seen.steps).toBe(steps)
  control.stop()
  await ended
})

test('what is done is reported before each wait, and waits are announced in pairs', async () => {
  const control = new RunControl()
  control.pause()
  const { seen, ended } = stepping(control)
  await turns()
  expect(seen.reports).toEqual([true])
  control.step()
  await turns()
  control.step()
  await turns()
  // Before the first wait, and after each of the two steps.
  expect(seen.flushes).toEqual([0, 1, 2])
  expect(seen.reports).toEqual([true, false, true, false, true])
  control.resume()
  await turns()
  expect(seen.flushes).toHaveLength(3)
  control.stop()
  await ended
})

test('a pause that comes while the last steps are reported still holds', async () => {
  const control = new RunControl()
  control.slow = 1e-6
  let went = false
  const waiting = control
    .between({
      beforeStep: true,
      flush: () => {
        control.pause()
        return Promise.resolve()
      },
    })
    .then(() => (went = true))
  await turns()
  expect(went).toBe(false)
  control.step()
  await waiting
  expect(went).toBe(true)
})

test('slow motion waits between steps only, and a change of pace counts at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const control = new RunControl()
  control.slow = 2
  await control.between()
  const { seen, ended } = stepping(control)
  const advance = async (milliseconds: number): Promise<void> => {
    await turns()
    vi.advanceTimersByTime(milliseconds)
    await turns()
  }
  await advance(1999)
  expect(seen.steps).toBe(0)
  await advance(1)
  expect(seen.steps).toBe(1)
  await advance(1000)
  control.slow = 5
  await advance(3999)
  expect(seen.steps).toBe(1)
  await advance(1)
  expect(seen.steps).toBe(2)
  await advance(0)
  control.slow = 0.5
  await advance(500)
  expect(seen.steps).toBe(3)
  // A pause holds longer than the pace; time that was paused counts as waited.
  control.pause()
  await advance(10_000)
  expect(seen.steps).toBe(3)
  control.resume()
  await advance(0)
  expect(seen.steps).toBe(4)
  expect(control.waitedSeconds).toBeCloseTo(2 + 5 + 0.5 + 10, 6)
  expect(seen.reports).toEqual([true, false])
  // A step is at once.
  control.pause()
  control.step()
  await advance(0)
  expect(seen.steps).toBe(5)
  control.stop()
  await ended
  expect(vi.getTimerCount()).toBe(0)
})

test('a stop ends the wait of slow motion at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const control = new RunControl()
  control.slow = 3600
  const { seen, ended } = stepping(control)
  await turns()
  control.stop()
  await ended
  expect(seen.end).toBeInstanceOf(RunStopped)
  expect(seen.steps).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

test('slow motion refuses what is no span of time', () => {
  const control = new RunControl()
  for (const seconds of [-1, NaN, Infinity]) {
    expect(() => {
      control.slow = seconds
    }).toThrow(RangeError)
  }
  expect(control.slow).toBe(0)
})
