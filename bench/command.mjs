import { writeFileSync } from 'node:fs'
import { arch, cpus, release, totalmem, type } from 'node:os'
import { loadTypeScript } from '../runtimes/typescript.mjs'
import { lineOf, tableOf } from './table.mjs'

/**
 * Runs the benchmark, writes its file and resolves to the table for people.
 * @param {import('./arguments.mjs').BenchArguments} options
 * @param {string[]} words the command line
 * @param {(line: string) => void} print
 */
export async function benchmark(options, words, print) {
  /** @param {import('../src/benchmark/run').BenchmarkEvent} event */
  const report = (event) => {
    if (event.kind === 'stage') print(event.text)
    else if (event.kind === 'row') print(`  ${lineOf(event.row)}`)
    else print(`    ${event.engine}, ${event.task}, sample ${event.sample}: ${event.ms.toPrecision(4)} ms`)
  }
  const { result, runtime } =
    options.runtime === 'chromium'
      ? await (await import('./chromium.mjs')).runInChromium(options, report)
      : await (await import('./node.mjs')).runInNode(options, report)
  const { benchmarkFile } = /** @type {typeof import('../src/benchmark/result')} */ (
    await loadTypeScript('src/benchmark/result.ts')
  )
  const file = benchmarkFile.parse({
    ...result,
    date: new Date().toISOString(),
    command: ['npm run bench', ...(words.length > 0 ? ['--', ...words] : [])].join(' '),
    runtime: options.runtime,
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      system: `${type()} ${release()} ${arch()}`,
      runtime,
    },
  })
  writeFileSync(options.out, `${JSON.stringify(file, undefined, 2)}\n`)
  return `\n${tableOf(file)}\n\nWritten: ${options.out}`
}
