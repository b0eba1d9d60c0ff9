import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../tools/script.mjs'
import type { ExperimentConfig } from '../src/config/config'
import type { EndEvent, RunEvent } from '../src/results/events'
import type { TrainedBase } from '../src/run/bases/train'
import type { EngineSettings } from '../src/worker/engineSettings'
import type { Choice } from './choice'
import { type Adapter, provideWebGpu } from './runtimes'
import { threads } from './threads'
import * as here from './train'

type Report = (events: readonly RunEvent[]) => void

/** What runs experiments, or pretrains their base policies alone. Neither rejects for what goes wrong in a run. */
export interface Trainer {
  /** For people. */
  runtime: string
  run(config: ExperimentConfig, report: Report): Promise<EndEvent>
  pretrain(config: ExperimentConfig, report: Report): Promise<{ end: EndEvent; bases: TrainedBase[] }>
}

/** Gives `work` something that runs experiments where, and on what, it was asked for. */
export function withTrainer<T>(
  { runtime, adapter, settings }: Pick<Choice, 'runtime' | 'adapter' | 'settings'>,
  work: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  return runtime === 'chromium' ? inChromium(adapter, settings, work) : inNode(adapter, settings, work)
}

async function inChromium<T>(
  adapter: Adapter,
  settings: EngineSettings,
  work: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  // Playwright is loaded only where it is needed.
  const { withPage } = await import('./chromium')
  return withPage(adapter, async (page, runtime) => {
    let listener: Report = () => undefined
    const listen: Report = (events) => {
      listener(events)
    }
    await page.exposeFunction('reportEvents', listen)
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
  })
}

async function inNode<T>(
  adapter: Adapter,
  settings: EngineSettings,
  work: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  const runtime = settings.engine === 'cpu' ? `Node ${process.version}` : await provideWebGpu(adapter)
  const read = (path: string) => readFile(join(root, 'public', 'bases', path))
  const single = (report: Report) => (event: RunEvent) => {
    report([event])
  }
  return work({
    runtime,
    run: (config, report) => here.run(config, settings, read, single(report), threads),
    pretrain: (config, report) => here.pretrain(config, settings, single(report), threads),
  })
}
