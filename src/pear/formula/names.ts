import { functions } from './functions'
import { shortened } from './tokens'
import { variables } from './variables'

/** A message about a name that means nothing, with the nearest that does. */
export function unknownName(name: string, isCalled: boolean, own: readonly string[]): string {
  const here = `there is no \`${shortened(name)}\``
  const values = [...own, ...variables.keys()]
  const near = nearest(name, isCalled ? [...functions.keys(), ...values] : [...values, ...functions.keys()])
  if (near !== undefined) return `${here}; did you mean \`${near}\`?`
  const known = isCalled ? functions : variables
  return `${here}; ${isCalled ? 'functions' : 'variables'} are ${[...known.keys()].join(', ')}`
}

function nearest(name: string, candidates: readonly string[]): string | undefined {
  const lower = name.toLowerCase()
  const sameLetters = candidates.find((candidate) => candidate.toLowerCase() === lower)
  if (sameLetters !== undefined) return sameLetters
  const known = [...functions.values()].find(({ alias }) => alias?.includes(lower))
  if (known) return known.name
  // A slip in a name of one letter could be any other of one letter.
  if (name.length < 2) return undefined
  const slips = name.length < 6 ? 1 : 2
  const distances = candidates.map((candidate) => ({ candidate, distance: slipsBetween(name, candidate) }))
  return distances.filter(({ distance }) => distance <= slips).sort((a, b) => a.distance - b.distance)[0]?.candidate
}

/** Letters to insert, remove, replace or swap with the next one; more than a few are as good as any. */
function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] as number) + Number(a[i - 1] !== b[j - 1])
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity
      row.push(Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, replaced, swapped))
    }
    ;[before, last] = [last, row]
  }
  return last[b.length] as number
}
