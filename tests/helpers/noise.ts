/** A number from −1 to 1 that depends on its names alone, so that pictures of the page stay the same. */
export function noise(...names: (string | number)[]): number {
  let hash = 2166136261
  for (const character of names.join('/')) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619)
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995)
  return ((hash >>> 0) / 2 ** 32) * 2 - 1
}
