import { expect, test } from 'vitest'
import { RunControl, RunStopped } from '../../../src/experiment/control'

test('a pause holds the run until it is resumed', async () => {
  const control = new RunControl()
  control.pause()
  let went = false
  const waiting = control.between().then(() => (went = true))
  await Promise.all(Array.from({ length: 5 }, () => new RunControl().between()))
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
