import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'

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

/** The floors that `cli/`, the same experiment without the page, may see. */
export const cliFloors = floors.filter((floor) => floor !== 'ui')

/** The floors whose results are a function of their inputs and seeds alone. */
export const deterministicFloors = ['training', 'config', 'policy', 'games', 'pear', 'core']

/**
 * Zones for `import-x/no-restricted-paths`. Each says what may be imported of src/, so that a folder or file that is not on
 * the list is out of reach from everywhere. Beside src/ stand cli/, which imports it, and tools/, which imports nothing.
 */
function floorZones() {
  return [
    ...floors.map((floor, index) => ({
      target: `./src/${floor}`,
      from: './src',
      except: floors.slice(index).map((reachable) => `./${reachable}`),
      message: `src/${floor} may import only from itself and from the floors below it (see tools/floors.mjs).`,
    })),
    {
      target: './src/main.tsx',
      from: './src',
      except: entryFloors.map((floor) => `./${floor}`),
      message: `src/main.tsx may import only from ${entryFloors.join(' and ')} (see tools/floors.mjs).`,
    },
    {
      target: './src',
      from: ['./cli', './tools', './tests'],
      message: 'The page is made of src/ alone.',
    },
    {
      target: './cli',
      from: './src',
      except: cliFloors.map((floor) => `./${floor}`),
      message: 'cli/ may import of src/ everything but the page (see tools/floors.mjs).',
    },
    {
      target: './cli',
      from: './tests',
      message: 'Commands are made of cli/, tools/ and src/.',
    },
    {
      target: './tools',
      from: ['./src', './cli', './tests'],
      message: 'tools/ has to work before anything else does: it imports only itself.',
    },
  ]
}

/** The matching of imports of the tensor library, in the form of each rule that looks for them. */
const TENSORS = {
  group: ['@tensorflow/*'],
  selector: 'ImportExpression[source.value=/^@tensorflow./]',
  message: 'Only src/policy knows tensors: go through PolicyEngine.',
}

const RANDOMNESS = [
  { object: 'Math', property: 'random' },
  { object: 'crypto', property: 'getRandomValues' },
  { object: 'crypto', property: 'randomUUID' },
].map((source) => ({ ...source, message: 'Every random number comes from a seed: see src/core.' }))

/** Functions whose last bit each browser chooses for itself. */
const ELEMENTARY = [
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'cbrt', 'hypot'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
].map((property) => ({
  object: 'Math',
  property,
  message: 'Browsers differ in its last bit: numbers of a run come from src/core/elementary.',
}))

/** A power is such a function too, unless it is of two numbers that stand there: those are powers of 2 and 10. */
const POWER = {
  selector: "BinaryExpression[operator='**']:not([left.type='Literal'][right.type=/Literal|UnaryExpression/])",
  message: 'Browsers differ in its last bit: multiply, or take power() of src/core/elementary.',
}

/** What is looked up under a name that is only known when it runs could be any of them. */
const NAMED_LATER = {
  selector: "MemberExpression[object.name='Math'][computed=true][property.type!='Literal']",
  message: 'Name the function, so that it can be seen which one it is.',
}

const CLOCKS = ['Date', 'performance', 'setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'].map(
  (name) => ({
    name,
    message: 'Results are a function of inputs and seeds alone: time is known only to the floors above.',
  }),
)

/**
 * The rules that keep the structure: the floors of src/ with cli/ and tools/ beside them, no circle of files, tensors in one place only,
 * and results that can be repeated.
 * @param {string} root the folder that holds src/, cli/ and tools/
 * @returns {import('eslint').Linter.Config[]}
 */
export function architecture(root) {
  return [
    {
      files: ['src/**', 'cli/**', 'tools/**'],
      plugins: { 'import-x': /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (importX)) },
      settings: {
        'import-x/resolver-next': [createTypeScriptImportResolver({ project: root })],
        // What has another ending is not read, and a circle of such files not seen.
        'import-x/extensions': ['.ts', '.tsx', '.mjs', '.js'],
      },
      rules: {
        'import-x/no-restricted-paths': ['error', { basePath: root, zones: floorZones() }],
        'import-x/no-cycle': 'error',
        'import-x/no-unresolved': ['error', { ignore: ['\\?'] }],
      },
    },
    {
      files: ['src/**'],
      rules: { 'no-restricted-properties': ['error', ...RANDOMNESS] },
    },
    {
      files: ['src/**', 'cli/**'],
      // The benchmark of the command line measures other people's engines too.
      ignores: ['src/policy/**', 'cli/bench/**'],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ group: TENSORS.group, message: TENSORS.message }] }],
        'no-restricted-syntax': ['error', { selector: TENSORS.selector, message: TENSORS.message }],
      },
    },
    {
      files: [...deterministicFloors, 'run', 'results'].map((floor) => `src/${floor}/**`),
      rules: {
        'no-restricted-properties': ['error', ...RANDOMNESS, ...ELEMENTARY],
        'no-restricted-syntax': ['error', POWER, NAMED_LATER, { selector: TENSORS.selector, message: TENSORS.message }],
      },
    },
    {
      files: ['src/policy/**'],
      rules: { 'no-restricted-syntax': ['error', POWER, NAMED_LATER] },
    },
    {
      files: deterministicFloors.map((floor) => `src/${floor}/**`),
      rules: {
        'no-restricted-globals': ['error', { globals: CLOCKS, checkGlobalObject: true }],
      },
    },
  ]
}
