import type { ReadFile } from '../run/bases/shipped'

/**
 * Reads files that lie on the server beside the one at this address. A browser that has them asks whether they are still the newest:
 * manifest and policies have to be of one build.
 */
export function filesBeside(address: URL): ReadFile {
  return async (path) => {
    const response = await fetch(new URL(path, address), { cache: 'no-cache' })
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd())
    return new Uint8Array(await response.arrayBuffer())
  }
}
