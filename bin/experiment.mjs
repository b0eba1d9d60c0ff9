import { requireNode } from '../tools/node-version.mjs'

requireNode()

const { cli } = await import('./cli.mjs')
const { HELP, parseExperimentArguments } = await import('../headless/arguments.mjs')

await cli(HELP, parseExperimentArguments, async (options, words) => {
  const { experiment } = await import('../headless/command.mjs')
  return experiment(options, words, process.stdout)
})

// Dawn keeps a process alive that has opened a device.
process.exit()
