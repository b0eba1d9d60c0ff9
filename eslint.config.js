import js from '@eslint/js'
import playwright from 'eslint-plugin-playwright'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { architecture } from './tools/floors.mjs'

/** Ways of writing a test that does not run. What slips through here fails the run: see tools/reports.mjs. */
const idleTests = ['test', 'it', 'describe', 'suite'].flatMap((object) =>
  ['skip', 'only', 'todo', 'skipIf', 'runIf', 'fixme'].map((property) => ({
    object,
    property,
    message: 'Every test runs, always.',
  })),
)

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'test-results/',
    'playwright-report/',
    'tests/oracle/',
    'src/policy/wasm/assembly/',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    // A rule is followed or changed here, for everyone; no comment switches one off.
    linterOptions: { noInlineConfig: true },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      // TypeScript finds undefined names, in scripts too, and knows the globals of Node and the browser.
      'no-undef': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // It asks for `!`, which no-non-null-assertion forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Spreading a string gives its code points, which is what a tokenizer wants.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
    },
  },
  architecture(import.meta.dirname),
  { files: ['src/ui/**', 'src/main.tsx'], ...reactHooks.configs.flat.recommended },
  { files: ['tests/**'], rules: { 'no-restricted-properties': ['error', ...idleTests] } },
  {
    files: ['tests/e2e/**'],
    ...playwright.configs['flat/recommended'],
    rules: { ...playwright.configs['flat/recommended'].rules, 'playwright/expect-expect': 'error' },
  },
  { files: ['cli/**', 'tools/**'], rules: { 'no-console': 'off' } },
)
