import type { EngineSettings } from './engineSettings'
import type { OpenedEngine } from './openEngine'

/**
 * Keeps the engine of the latest settings open, one at a time: the next is opened after the one before is disposed, so
 * that they share neither memory nor measurements. One that failed or lost its device is opened anew by the next call.
 */
export class EngineHolder {
  private current: { key: string; opened: Promise<OpenedEngine> } | undefined
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly open: (settings: EngineSettings) => Promise<OpenedEngine>) {}

  /** The engine of these settings. Rejects as opening it does. */
  get(settings: EngineSettings): Promise<OpenedEngine> {
    const key = JSON.stringify(settings)
    if (this.current?.key === key) return this.current.opened
    this.close()
    const opened = this.last.then(() => this.open(settings))
    const attempt = { key, opened }
    this.current = attempt
    // A failure is for whoever asked; what comes next begins all the same.
    this.last = opened.catch(ignore)
    opened
      .then(({ engine }) => engine.lost)
      .catch(() => {
        if (this.current === attempt) this.current = undefined
      })
    return opened
  }

  /** Disposes the engine, if there is one. */
  close(): void {
    const opened = this.current?.opened
    this.current = undefined
    if (!opened) return
    this.last = opened.then(({ engine }) => {
      engine.dispose()
    }, ignore)
  }
}

const ignore = (): void => undefined
