import { BadArguments } from '../runtimes/options.mjs'
import { main } from '../tools/script.mjs'

/**
 * Runs a command that takes options: `--help` prints help, a bad argument is one line and exit status 2.
 * @template {{ help: boolean }} Options
 * @param {string} help
 * @param {(words: string[]) => Options | Promise<Options>} parse throws `BadArguments`
 * @param {(options: Options, words: string[]) => Promise<string>} work resolves to what is printed last
 */
export function cli(help, parse, work) {
  return main(async () => {
    const words = process.argv.slice(2)
    try {
      const options = await parse(words)
      console.log(options.help ? help : await work(options, words))
      return 0
    } catch (error) {
      if (!(error instanceof BadArguments)) throw error
      console.error(error.message)
      return 2
    }
  })
}
