import { createRunnableDevEnvironment, resolveConfig } from 'vite'
import { assembly } from '../tools/assembly.mjs'
import { root } from '../tools/script.mjs'

/** @type {ReturnType<typeof open> | undefined} */
let opened

/**
 * A module of this repository that Node cannot load by itself, because it is TypeScript. What it imports while it runs is loaded too, and
 * each module once.
 * @param {string} path from the repository's root
 * @returns {Promise<unknown>}
 */
export async function loadTypeScript(path) {
  const { runner } = await (opened ??= open())
  return runner.import(`/${path}`)
}

async function open() {
  const config = await resolveConfig(
    {
      root,
      configFile: false,
      envDir: false,
      logLevel: 'warn',
      plugins: [assembly()],
      environments: {
        node: {
          consumer: 'server',
          dev: { moduleRunnerTransform: true },
          // Packages are Node's own business, and resolved as it does.
          resolve: { external: true, mainFields: [], conditions: ['node'] },
        },
      },
    },
    'serve',
  )
  const environment = createRunnableDevEnvironment('node', config, { runnerOptions: { hmr: false }, hot: false })
  await environment.init()
  return environment
}
