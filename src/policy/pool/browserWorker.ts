import type { PoolWorker } from './seats'

/** Starts a worker of the pool in a browser, from a page or from another worker. */
export function spawnInBrowser(): PoolWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'processor' })
  let fail: (why: string) => void = () => undefined
  const ended = new Promise<never>((_, reject) => {
    fail = (why) => {
      reject(new Error(why))
    }
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    fail(event.message || 'its script could not be loaded')
  })
  worker.addEventListener('messageerror', () => {
    fail('what it answered could not be read')
  })
  const over = new AbortController()
  return {
    endpoint: worker,
    ended,
    watch(lock) {
      // The worker holds the lock as long as it lives.
      navigator.locks
        .request(lock, { signal: over.signal }, () => {
          fail('the browser ended it')
        })
        .catch(() => undefined)
    },
    terminate() {
      over.abort()
      worker.terminate()
    },
  }
}
