import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import { deterministicFloors, floorZones } from './floors.mjs'

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

const CLOCKS = ['Date', 'performance', 'setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'].map(
  (name) => ({
    name,
    message: 'Results are a function of inputs and seeds alone: time is known only to the floors above.',
  }),
)

/**
 * The rules that keep the structure of src/: its floors, tensors in one place only, and results that can be repeated.
 * @param {string} root the folder that holds src/
 * @returns {import('eslint').Linter.Config[]}
 */
export function architecture(root) {
  return [
    {
      files: ['src/**'],
      plugins: { 'import-x': /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (importX)) },
      settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: root })] },
      rules: {
        'import-x/no-restricted-paths': ['error', { basePath: root, zones: floorZones() }],
        'import-x/no-cycle': 'error',
        'import-x/no-unresolved': ['error', { ignore: ['\\?'] }],
        'no-restricted-properties': ['error', ...RANDOMNESS],
      },
    },
    {
      files: ['src/**'],
      ignores: ['src/policy/**'],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ group: TENSORS.group, message: TENSORS.message }] }],
        'no-restricted-syntax': ['error', { selector: TENSORS.selector, message: TENSORS.message }],
      },
    },
    {
      files: deterministicFloors.map((floor) => `src/${floor}/**`),
      rules: {
        'no-restricted-globals': ['error', { globals: CLOCKS, checkGlobalObject: true }],
      },
    },
  ]
}
