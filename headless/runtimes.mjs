import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../tools/script.mjs'
import { withPage } from '../runtimes/chromium.mjs'
import { provideWebGpu } from '../runtimes/dawn.mjs'
import { loadTypeScript } from '../runtimes/typescript.mjs'

/** What the page ships. */
const PUBLIC = join(root, 'public')

/**
 * @typedef {import('../src/config/config').ExperimentConfig} ExperimentConfig
 * @typedef {import('../src/worker/engineSettings').EngineSettings} EngineSettings
 * @typedef {import('../src/results/events').RunEvent} RunEvent
 * @typedef {import('../src/results/events').EndEvent} EndEvent
 * @typedef {import('../src/run/bases/train').TrainedBase} TrainedBase
 * @typedef {(events: readonly RunEvent[]) => void} Report
 * @typedef {{
 *   runtime: string,
 *   run: (config: ExperimentConfig, report: Report) => Promise<EndEvent>,
 *   pretrain: (config: ExperimentConfig, report: Report) => Promise<{ end: EndEvent, bases: TrainedBase[] }>,
 * }} Trainer what runs experiments, or pretrains their base policies alone, and what that is for people
 */

/**
 * Gives `work` something that runs experiments.
 * @template T
 * @param {Pick<import('./choiceArguments.mjs').ChoiceArguments, 'runtime' | 'adapter'>} options
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
  /**
   * @param {import('playwright').Page} page
   * @param {string} runtime
   */
  const inPage = async (page, runtime) => {
    /** @type {Report} */
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
      pretrain: async (config, report) => {
        listener = report
        const { end, bases } = await page.evaluate((choice) => window.pretrainBases(choice), { config, settings })
        return { end, bases: bases.map(({ seed, base64 }) => ({ seed, file: Buffer.from(base64, 'base64') })) }
      },
    })
  }
  return withPage(join(import.meta.dirname, 'page'), adapter, inPage, PUBLIC)
}

/**
 * @template T
 * @param {import('../runtimes/options.mjs').Adapter} adapter
 * @param {EngineSettings} settings
 * @param {(trainer: Trainer) => Promise<T>} work
 */
async function inNode(adapter, settings, work) {
  const runtime = settings.engine === 'cpu' ? `Node ${process.version}` : await provideWebGpu(adapter)
  const { run, pretrain } = /** @type {typeof import('./main')} */ (await loadTypeScript('headless/main.ts'))
  /** @param {string} path */
  const read = (path) => readFile(join(PUBLIC, 'bases', path))
  /**
   * @param {Report} report
   * @returns {(event: RunEvent) => void}
   */
  const single = (report) => (event) => {
    report([event])
  }
  return work({
    runtime,
    run: (config, report) => run(config, settings, read, single(report)),
    pretrain: (config, report) => pretrain(config, settings, single(report)),
  })
}
