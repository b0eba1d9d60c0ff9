/*
npm run bench [-- OPTION ...]

Trains and samples the same policy with every engine on this machine's WebGPU, and writes what it measured.

  --out FILE               where to write it (bench.json)
  --quick                  fewer samples, in less than 5 minutes
  --runtime chromium|node  in a Chromium (the default), or in Node on Dawn (npm package webgpu): needs no browser
  --adapter NAME           auto (the default): the machine's GPU, or SwiftShader where there is none;
                           default: what WebGPU gives; swiftshader: software on the processor
  --engines LIST           of fused, reference, cpu, stockTfjs, jax, by commas; all unless said
  --help                   this text
*/
import { totalmem } from 'node:os'
import { ENGINE_IDS, type EngineId } from '../src/benchmark/contestant'
import { benchmarkFile, type BenchmarkResult } from '../src/benchmark/result'
import type { BenchmarkEvent } from '../src/benchmark/run'
import { redrawTimes } from '../src/results/redraw'
import { type Command, fileToWrite, oneOf, parseOptions } from './arguments'
import type { BenchmarkChoice } from './bench/contestants'
import { lineOf, tableOf } from './bench/table'
import { commandOf, machine, replaceFile } from './files'
import { type Adapter, ADAPTERS, provideWebGpu, type Runtime, RUNTIMES } from './runtimes'

const COMMAND = 'npm run bench'

/** `out` is an absolute path. */
export interface BenchArguments {
  out: string
  quick: boolean
  runtime: Runtime
  adapter: Adapter
  /** All unless said. */
  engines: EngineId[] | undefined
}

/** What the words of the command line ask for. Throws `BadArguments`. */
export function parseBenchArguments(words: string[]): BenchArguments {
  const { values } = parseOptions(COMMAND, words, {
    options: {
      out: { type: 'string', default: 'bench.json' },
      quick: { type: 'boolean', default: false },
      runtime: { type: 'string', default: 'chromium' },
      adapter: { type: 'string', default: 'auto' },
      engines: { type: 'string' },
    },
  })
  return {
    out: fileToWrite('--out', values.out),
    quick: values.quick,
    runtime: oneOf('--runtime', values.runtime, RUNTIMES),
    adapter: oneOf('--adapter', values.adapter, ADAPTERS),
    engines: values.engines?.split(',').map((name) => oneOf('--engines', name, ENGINE_IDS)),
  }
}

/** Runs the benchmark, writes its file and resolves to the table for people. */
export const run: Command = async (words) => {
  const options = parseBenchArguments(words)
  const { result, runtime } = await (options.runtime === 'chromium' ? inChromium : inNode)(options.adapter, options)
  // Last, when nothing else is computed.
  const { points, tables, curves } = redrawTimes()
  const file = benchmarkFile.parse({
    ...result,
    redraw: { points, tablesMs: tables, curvesMs: curves },
    date: new Date().toISOString(),
    command: commandOf(COMMAND, words),
    runtime: options.runtime,
    machine: { ...machine(), memoryBytes: totalmem(), runtime },
  })
  replaceFile(options.out, `${JSON.stringify(file, undefined, 2)}\n`)
  return `\n${tableOf(file)}\n\nWritten: ${options.out}`
}

interface Measured {
  result: BenchmarkResult
  /** For people. */
  runtime: string
}

async function inChromium(adapter: Adapter, { quick, engines }: BenchmarkChoice): Promise<Measured> {
  const { withPage } = await import('./chromium')
  return withPage(adapter, async (page, runtime) => {
    await page.exposeFunction('reportEvents', (events: readonly BenchmarkEvent[]) => {
      events.forEach(print)
    })
    return { result: await page.evaluate((choice) => window.runBenchmark(choice), { quick, engines }), runtime }
  })
}

async function inNode(adapter: Adapter, choice: BenchmarkChoice): Promise<Measured> {
  const runtime = await provideWebGpu(adapter)
  // Its engines look for WebGPU when they are loaded.
  const { measure } = await import('./bench/contestants')
  return { result: await measure(choice, print), runtime }
}

function print(event: BenchmarkEvent): void {
  if (event.kind === 'stage') console.log(event.text)
  else if (event.kind === 'row') console.log(`  ${lineOf(event.row)}`)
  else console.log(`    ${event.engine}, ${event.task}, sample ${event.sample}: ${event.ms.toPrecision(4)} ms`)
}
