import { requireNode } from '../tools/node-version.mjs'

requireNode()

const { cli } = await import('./cli.mjs')
const { HELP, parseBasesArguments } = await import('../headless/basesArguments.mjs')

await cli(HELP, parseBasesArguments, async (options, words) => {
  const { makeBases } = await import('../headless/bases.mjs')
  return makeBases(options, words, process.stdout)
})

// Dawn keeps a process alive that has opened a device.
process.exit()
