/** Where the base policies of a run come from: the seeds of each kind, in ascending order. */
export interface Origins {
  shipped: readonly number[]
  /** By an earlier run, in this browser. */
  kept: readonly number[]
  trained: readonly number[]
}

const WORDS = { shipped: 'shipped', kept: 'kept from an earlier run', trained: 'trained here' } as const

/** `Base policies: shipped (seeds 0 to 3), trained here (seed 4).` */
export function originText(origins: Origins): string {
  const parts = (['shipped', 'kept', 'trained'] as const)
    .filter((kind) => origins[kind].length > 0)
    .map((kind) => `${WORDS[kind]} (${seedsText(origins[kind])})`)
  return `Base policies: ${parts.join(', ')}.`
}

/** `seed 3`, `seeds 0 to 4`, `seeds 0, 2, 3` */
export function seedsText(seeds: readonly number[]): string {
  const [first, last] = [seeds[0] ?? NaN, seeds.at(-1) ?? NaN]
  if (seeds.length === 1) return `seed ${first}`
  return last - first === seeds.length - 1 ? `seeds ${first} to ${last}` : `seeds ${seeds.join(', ')}`
}
