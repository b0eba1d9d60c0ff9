import { expect, test } from 'vitest'
import { orUnhandled } from '../../../src/worker/unhandled'

/** A worker's global scope in which a promise is rejected and nobody handles it. */
function scopeOf() {
  const scope = new EventTarget()
  const reject = (reason: Error) => scope.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))
  return { scope, reject }
}

test('work that would wait forever ends with the rejection that nobody handled', async () => {
  const { scope, reject } = scopeOf()
  const work = orUnhandled(new Promise(() => undefined), scope)
  reject(new Error('The device is gone.'))
  await expect(work).rejects.toThrow('The device is gone.')
})

test('work that settles by itself settles so, and what is rejected later is not its matter', async () => {
  const { scope, reject } = scopeOf()
  expect(await orUnhandled(Promise.resolve(4), scope)).toBe(4)
  await expect(orUnhandled(Promise.reject(new Error('own')), scope)).rejects.toThrow('own')
  reject(new Error('late'))
  expect(await orUnhandled(Promise.resolve(5), scope)).toBe(5)
})
