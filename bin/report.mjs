import { requireNode } from '../tools/node-version.mjs'

requireNode()

const { cli } = await import('./cli.mjs')
const { HELP, parseReportArguments } = await import('../headless/reportArguments.mjs')

await cli(HELP, parseReportArguments, async (options) => {
  const { report } = await import('../headless/report.mjs')
  return report(options)
})
