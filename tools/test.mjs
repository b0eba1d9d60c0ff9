import { requireNode } from './node-version.mjs'

requireNode()

const { main } = await import('./script.mjs')
const { testEverything } = await import('./test-run.mjs')

await main(() => testEverything(process.argv.slice(2)))
