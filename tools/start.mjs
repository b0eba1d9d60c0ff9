import { requireNode } from './node-version.mjs'

requireNode()

const HELP = `npm start [-- OPTION]

Installs what is missing, builds the page, serves it and prints its address; Ctrl-C stops it.

  --serve-only  serve the last build as it is
  --help        this text

  PORT          serve at this port; else the first free one from 4173 on
  BROWSER=none  do not open a browser (one is opened only on a desktop)`

const { main, Problem } = await import('./script.mjs')

await main(async () => {
  const parameters = process.argv.slice(2)
  const unknown = parameters.find((parameter) => !['--serve-only', '--help', '-h'].includes(parameter))
  if (unknown !== undefined) throw new Problem(`There is no option "${unknown}".\n\n${HELP}`)
  if (parameters.includes('--help') || parameters.includes('-h')) {
    console.log(HELP)
    return 0
  }
  const { installDependencies } = await import('./install.mjs')
  await installDependencies()
  // Vite reads NODE_ENV: the page is the production one whatever the shell says.
  delete process.env.NODE_ENV
  const { buildPage, servePage } = await import('./serve.mjs')
  if (!parameters.includes('--serve-only')) await buildPage()
  await servePage()
  return undefined
})
