import type { BenchmarkFile, BenchmarkRow } from '../../src/benchmark/result'

const three = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

const orNone = (value: number | null, unit = ''): string => (value === null ? 'not measured' : `${three(value)}${unit}`)

const spread = ({ median, min, max }: { median: number; min: number; max: number }): string =>
  `${three(median)} (${three(min)} to ${three(max)})`

const firstLine = (text: string): string => (text.split('\n')[0] ?? text).replaceAll('|', '/')

/** A row's cells: engine, what, milliseconds, and the rest. */
function cells(row: BenchmarkRow): [string, string, string, string] {
  switch (row.kind) {
    case 'step':
      return [
        row.engine,
        `step, ${row.members} × ${row.batch} rows`,
        spread(row.ms),
        `${row.samples.length} samples, encode ${three(row.encodeMs.median)} ms, ${Math.round(row.dispatchesPerStep)} dispatches, ${Math.round(row.submitsPerStep)} submits, warm-up ${three(row.warmUpMs)} ms, ${row.pipelines} pipelines, ${three(row.memoryBytes / 1e6)} MB`,
      ]
    case 'rollout':
      return [
        row.engine,
        `rollout, ${row.sequences} sequences`,
        spread(row.ms),
        `${row.samples.length} samples, ${Math.round(row.tokensPerSecond)} tokens/s, ${row.dispatches} dispatches`,
      ]
    case 'ceiling':
      return [
        'ceiling',
        `${row.size}³, ${row.kernel}`,
        three(Math.min(...row.samples.map(({ ms }) => ms))),
        `${three(row.gflops)} GFLOP/s`,
      ]
    case 'missing':
      return [row.engine, row.what, 'none', firstLine(row.reason)]
  }
}

/** One line for a row, for people who watch. */
export function lineOf(row: BenchmarkRow): string {
  const [engine, what, ms, more] = cells(row)
  return row.kind === 'missing' ? `${engine}: ${what}: ${more}` : `${engine}: ${what}: ${ms} ms, ${more}`
}

/** The table of a finished run, in Markdown: also what docs/BENCH.md keeps. */
export function tableOf(file: BenchmarkFile): string {
  const { ratios, rows, redraw } = file
  const totals = [
    ['reference / fused', orNone(ratios.reference)],
    ['jax-js / fused', orNone(ratios.jax)],
    ['processor / fused', orNone(ratios.cpu)],
    ['stock tfjs / fused', orNone(ratios.stockTfjs)],
    ['step of 16 members / 16 steps of one', orNone(ratios.population16)],
    ['dispatches a step', orNone(file.dispatchesPerStep)],
    ['encode a step', orNone(file.encodeMsPerStep, ' ms')],
    ['warm-up', orNone(file.warmUpMs, ' ms')],
    ['device memory', orNone(file.memoryBytes && file.memoryBytes / 1e6, ' MB')],
    ['rollout, 256 sequences', orNone(file.rolloutTokensPerSecond, ' tokens/s')],
    ['matmul ceiling', orNone(file.ceilingGflops, ' GFLOP/s')],
    ['share of it that a step reaches', orNone(file.ceilingFraction && 100 * file.ceilingFraction, ' %')],
  ]
  const redraws = redraw && [
    [`tables of a run of ${redraw.points} points`, orNone(redraw.tablesMs, ' ms')],
    ['two curves with bands', orNone(redraw.curvesMs, ' ms')],
  ]
  return [
    `${file.date.slice(0, 10)}, \`${file.command}\`: ${file.device}; ${file.machine.processor}, ${file.machine.cores} cores; ${file.machine.runtime}.`,
    '',
    ...markdown(['fused engine', ''], totals),
    '',
    ...markdown(['engine', 'what', 'ms: median (min to max)', 'more'], rows.map(cells)),
    ...(redraws ? ['', ...markdown(['redraw, in Node', ''], redraws)] : []),
  ].join('\n')
}

function markdown(head: string[], body: string[][]): string[] {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((line) => line[column]?.length ?? 0)))
  const line = (texts: string[]): string => `| ${texts.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)]
}
