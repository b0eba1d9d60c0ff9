import { join } from 'node:path'
import { withPage } from '../runtimes/chromium.mjs'
import { provideWebGpu } from '../runtimes/dawn.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'

/**
 * @typedef {import('../src/experiment/config').ExperimentConfig} ExperimentConfig
 * @typedef {import('../src/worker/engineSettings').EngineSettings} EngineSettings
 * @typedef {import('../src/experiment/events').RunEvent} RunEvent
 * @typedef {import('../src/experiment/events').EndEvent} EndEvent
 * @typedef {{
 *   runtime: string,
 *   run: (config: ExperimentConfig, report: (events: readonly RunEvent[]) => void) => Promise<EndEvent>,
 * }} Trainer what runs experiments, and what that is for people
 */

/**
 * Gives `work` something that runs experiments.
 * @template T
 * @param {Pick<import('./arguments.mjs').ExperimentArguments, 'runtime' | 'adapter'>} options
 * @param {EngineSettings} settings
 * @param {(trainer: Trainer) => Promise<T>} work
 * @returns {Promise<T>}
 */
export function withTrainer({ runtime, adapter }, settings, work) {
  return runtime === 'chromium' ? inChromium(adapter, settings, work) : inNode(adapter, settings, work)
}

/**
 * @template T
 * @param {import('../runtimes/options.mjs').Adapter} adapter
 * @param {EngineSettings} settings
 * @param {(trainer: Trainer) => Promise<T>} work
 */
function inChromium(adapter, settings, work) {
  return withPage(join(import.meta.dirname, 'page'), adapter, async (page, runtime) => {
    /** @type {(events: readonly RunEvent[]) => void} */
    let listener = () => undefined
    await page.exposeFunction('reportEvents', (/** @type {readonly RunEvent[]} */ events) => {
      listener(events)
    })
    return work({
      runtime,
      run: (config, report) => {
        listener = report
        return page.evaluate((choice) => window.runExperiment(choice), { config, settings })
      },
    })
  })
}

/**
 * @template T
 * @param {import('../runtimes/options.mjs').Adapter} adapter
 * @param {EngineSettings} settings
 * @param {(trainer: Trainer) => Promise<T>} work
 */
async function inNode(adapter, settings, work) {
  const runtime = await provideWebGpu(adapter)
  const { run } = /** @type {typeof import('./main')} */ (await loadTypeScript('headless/main.ts'))
  return work({
    runtime,
    run: (config, report) =>
      run(config, settings, (event) => {
        report([event])
      }),
  })
}
