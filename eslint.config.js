import js from '@eslint/js'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import playwright from 'eslint-plugin-playwright'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { floorZones } from './bin/floors.mjs'

const tensorLibrary = {
  group: ['@tensorflow/*'],
  message: 'Only src/policy knows tensors: go through PolicyEngine.',
}

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'tests/oracle/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['src/**'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: floorZones() }],
      'import-x/no-cycle': 'error',
      'import-x/no-unresolved': ['error', { ignore: ['\\?'] }],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/policy/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [tensorLibrary] }] },
  },
  { files: ['src/ui/**', 'src/main.tsx'], ...reactHooks.configs.flat.recommended },
  {
    files: ['tests/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['test', 'it', 'describe'].flatMap((object) =>
          ['skip', 'only', 'todo', 'skipIf', 'runIf', 'fixme'].map((property) => ({
            object,
            property,
            message: 'Every test runs, always.',
          })),
        ),
      ],
    },
  },
  { files: ['tests/e2e/**'], ...playwright.configs['flat/recommended'] },
  { files: ['bin/**'], rules: { 'no-console': 'off' } },
)
