/**
 * What tabs of one browser know of each other. All of them list the same kept runs, and a run that goes on in one must not be taken for
 * one that was cut off in another. A tab holds a lock for its run, which falls free when the tab ends, however that happens.
 */
export interface Tabs {
  /** Marks a run as going on in this tab, until the returned function is called. */
  hold: (id: string) => () => void
  /** The runs that go on in any tab. Does not reject. */
  held: () => Promise<ReadonlySet<string>>
  /** Resolves once no tab holds the run any more. Does not reject. */
  whenFree: (id: string) => Promise<void>
  /** Tells the other tabs that the kept runs have changed. */
  announce: () => void
  /** Calls back when another tab says so. */
  onChange: (listener: () => void) => void
}

const PREFIX = 'pear-playground run '

/**
 * By the browser's locks and a channel between tabs. Where a page has no locks (outside of secure contexts), no run is known to go on
 * elsewhere: it is listed as cut off, which this tab only shows and writes nowhere.
 */
export function browserTabs(): Tabs {
  const locks = 'locks' in navigator ? navigator.locks : undefined
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('pear-playground runs') : undefined
  return {
    hold: (id) => {
      let release = (): void => undefined
      const over = new Promise<void>((resolve) => {
        release = resolve
      })
      // Without the lock, which a page that is being closed does not get, the run goes on all the same.
      locks?.request(PREFIX + id, () => over).catch(() => undefined)
      return release
    },
    held: async () => {
      const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {}
      return new Set(held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])))
    },
    whenFree: async (id) => {
      await locks?.request(PREFIX + id, () => undefined).catch(() => undefined)
    },
    announce: () => channel?.postMessage('changed'),
    onChange: (listener) => channel?.addEventListener('message', listener),
  }
}
