import { requireNode } from '../tools/node-version.mjs'

requireNode()

const { cli } = await import('./cli.mjs')
const { HELP, parseBenchArguments } = await import('../bench/arguments.mjs')

await cli(HELP, parseBenchArguments, async (options, words) => {
  const { benchmark } = await import('../bench/command.mjs')
  return benchmark(options, words, console.log)
})

// Dawn keeps a process alive that has opened a device.
process.exit()
