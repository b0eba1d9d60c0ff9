import { requireNode } from '../tools/node-version.mjs'

requireNode()

/** Each is a TypeScript file of this folder. Its first comment is its help, which is printed without loading anything. */
const COMMANDS = ['experiment', 'report', 'bases', 'bench']

const { readFileSync } = await import('node:fs')
const { main, Problem, root } = await import('../tools/script.mjs')

/** @param {string} name of a command */
function helpOf(name) {
  const text = readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')
  return text.slice(text.indexOf('/*\n') + 3, text.indexOf('\n*/'))
}

/**
 * What a command's file exports. It and all that it imports of this repository go through Vite's module runner, because Node cannot load
 * TypeScript by itself, nor what the assembly plugin compiles.
 * @param {string} name of a command
 * @returns {Promise<{ run: import('./arguments').Command }>}
 */
async function load(name) {
  const { createRunnableDevEnvironment, resolveConfig } = await import('vite')
  const { assembly } = await import('../tools/assembly.mjs')
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
  return environment.runner.import(`/cli/${name}.ts`)
}

await main(async () => {
  const [name = '', ...words] = process.argv.slice(2)
  if (!COMMANDS.includes(name)) throw new Problem(`There is no command "${name}": ${COMMANDS.join(', ')}.`)
  if (words.includes('--help') || words.includes('-h')) {
    console.log(helpOf(name))
    return 0
  }
  try {
    const { run } = await load(name)
    console.log(await run(words))
    return 0
  } catch (error) {
    if (!(error instanceof Error && error.name === 'BadArguments')) throw error
    console.error(error.message)
    return 2
  }
})

// Dawn keeps a process alive that has opened a device.
process.exit()
