import { requireNode } from './node-version.mjs'

requireNode()

const { main } = await import('./script.mjs')
const { installDependencies } = await import('./install.mjs')

await main(async () => {
  await installDependencies()
  const { compareBrowsers } = await import('./browsers/run.mjs')
  return compareBrowsers(process.argv.slice(2))
})

// WebDrivers leave connections open.
process.exit()
