/**
 * The floors of src/, top first: a folder may import only from itself and from the floors below it.
 * Both the lint rule and its test read this list, so that the structure is written down once.
 */
export const floors = ['ui', 'worker', 'experiment', 'stages', 'policy', 'games', 'pear', 'core']

/** Zones for `import-x/no-restricted-paths`: from each floor, every floor above it is out of reach. */
export function floorZones() {
  return floors.slice(1).map((floor, below) => ({
    target: `./src/${floor}`,
    from: ['./src/main.tsx', ...floors.slice(0, below + 1).map((above) => `./src/${above}`)],
    message: `src/${floor} may import only from itself and from the floors below it (see bin/floors.mjs).`,
  }))
}
