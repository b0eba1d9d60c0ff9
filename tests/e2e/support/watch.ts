import type { BrowserContext } from '@playwright/test'

/** What a test may let pass; by default nothing. */
export interface Allowed {
  /** Hosts, with their port if they have one, that the page may reach besides its own. */
  hosts: readonly string[]
  /** Errors that the page may report. */
  errors: readonly RegExp[]
}

/**
 * Collects what pages and their workers must not do: report an error, leave one uncaught, or reach another host than the
 * page's own. The list grows while the pages run.
 */
export function watch(context: BrowserContext, ownAddress: string, allowed: Allowed): readonly string[] {
  const complaints: string[] = []
  const hosts = [new URL(ownAddress).host, ...allowed.hosts]

  const error = (kind: string, text: string) => {
    if (!allowed.errors.some((pattern) => pattern.test(text))) complaints.push(`${kind}: ${text}`)
  }
  const reach = (address: string) => {
    // Addresses such as blob: and data: have no host and reach nothing.
    const { host } = new URL(address)
    if (host !== '' && !hosts.includes(host)) complaints.push(`request to another host: ${address}`)
  }

  context.on('console', (message) => {
    if (message.type() === 'error') error('console error', message.text())
  })
  context.on('weberror', (thrown) => {
    error('uncaught error', thrown.error().message)
  })
  context.on('request', (request) => {
    reach(request.url())
  })
  context.on('page', (page) => {
    page.on('crash', () => {
      complaints.push('the page crashed')
    })
    page.on('websocket', (socket) => {
      reach(socket.url())
    })
  })
  return complaints
}
