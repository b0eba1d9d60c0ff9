import { BadArguments } from '../runtimes/options.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'

/**
 * The experiment and the engine's settings that the arguments name. Throws `BadArguments`.
 * @param {Pick<import('./choiceArguments.mjs').ChoiceArguments, 'experiment' | 'engine'>} options
 */
export async function choiceOf({ experiment: choice, engine: wanted }) {
  const { chosenConfig, chosenEngine } = /** @type {typeof import('./config')} */ (
    await loadTypeScript('headless/config.ts')
  )
  const [chosen, engine] = [chosenConfig(choice), chosenEngine(wanted)]
  if ('problems' in chosen) throw new BadArguments(chosen.problems.join(' '))
  if ('problems' in engine) throw new BadArguments(engine.problems.join(' '))
  return { config: chosen.config, settings: engine.settings }
}
