import { type Remote, wrap } from 'comlink'

/** A worker, what it offers, and a way to call it that does not wait for one that broke. */
export interface Connection<Api> {
  api: Remote<Api>
  /** Settles as the call does, or rejects when the worker cannot start or breaks: it would never answer. */
  orFail: <T>(call: Promise<T>) => Promise<T>
}

/** Connects to a worker; `name` is what people read of it, as in “The training worker failed”. */
export function connect<Api>(worker: Worker, name: string): Connection<Api> {
  const broken = new Promise<never>((_, reject) => {
    const fail = (why: string): void => {
      reject(new Error(`${name} failed: ${why}. Reload the page.`))
    }
    worker.addEventListener('error', (event) => {
      // Whoever calls the worker is told, and the page need not hear of it a second time.
      event.preventDefault()
      fail(event.message || 'its script could not be loaded')
    })
    worker.addEventListener('messageerror', () => {
      fail('what it answered could not be read')
    })
  })
  broken.catch(() => undefined)
  return { api: wrap<Api>(worker), orFail: (call) => Promise.race([call, broken]) }
}
