/** Where rejections that nobody handles are told: a worker's global scope. */
type Scope = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>

/**
 * Settles as some work does, or rejects with what was rejected meanwhile in this worker and handled by nobody. Such a rejection is of
 * a promise that the work no longer waits for: without this the work could wait forever, and the page with it.
 */
export async function orUnhandled<T>(work: Promise<T>, scope: Scope = self): Promise<T> {
  let forget = (): void => undefined
  const unhandled = new Promise<never>((_, reject) => {
    const listen = (event: Event): void => {
      reject((event as PromiseRejectionEvent).reason as Error)
    }
    scope.addEventListener('unhandledrejection', listen)
    forget = () => {
      scope.removeEventListener('unhandledrejection', listen)
    }
  })
  try {
    return await Promise.race([work, unhandled])
  } finally {
    forget()
  }
}
