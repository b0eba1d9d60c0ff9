import { requireNode } from './node-version.mjs'

requireNode()

const { main } = await import('./problem.mjs')

await main(async () => {
  const { BadArguments, HELP, parseBenchArguments } = await import('../bench/arguments.mjs')
  const words = process.argv.slice(2)
  let options
  try {
    options = parseBenchArguments(words)
  } catch (error) {
    if (!(error instanceof BadArguments)) throw error
    console.error(error.message)
    return 2
  }
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const { benchmark } = await import('../bench/command.mjs')
  console.log(await benchmark(options, words, console.log))
  return 0
})

// Dawn keeps a process alive that has opened a device.
process.exit()
