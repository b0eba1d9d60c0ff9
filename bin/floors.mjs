/**
 * The floors of src/, top first: a folder may import only from itself and from the floors below it.
 * Both the lint rule and its test read this list, so that the structure is written down once.
 */
export const floors = [
  'ui',
  'worker',
  'run',
  'results',
  'benchmark',
  'training',
  'config',
  'policy',
  'games',
  'pear',
  'core',
]

/** The floors that `src/main.tsx`, which puts the page together, may see. */
export const entryFloors = ['ui', 'worker']

/** The floors whose results are a function of their inputs and seeds alone. */
export const deterministicFloors = ['training', 'config', 'policy', 'games', 'pear', 'core']

/**
 * Zones for `import-x/no-restricted-paths`. Each says what may be imported of src/, so that a folder or file that is not on
 * the list is out of reach from everywhere.
 */
export function floorZones() {
  return [
    ...floors.map((floor, index) => ({
      target: `./src/${floor}`,
      from: './src',
      except: floors.slice(index).map((reachable) => `./${reachable}`),
      message: `src/${floor} may import only from itself and from the floors below it (see bin/floors.mjs).`,
    })),
    {
      target: './src/main.tsx',
      from: './src',
      except: entryFloors.map((floor) => `./${floor}`),
      message: `src/main.tsx may import only from ${entryFloors.join(' and ')} (see bin/floors.mjs).`,
    },
    {
      target: './src',
      from: ['./bin', './tests', './bench', './headless', './runtimes'],
      message: 'The page is made of src/ alone.',
    },
  ]
}
