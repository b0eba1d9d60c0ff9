import { type ArmId, armTitle } from '../config/armId'
import { armsOf } from '../config/config'
import { encodeLink } from '../config/link'
import { type Estimate, estimate, pValue } from '../core/statistics'
import { type Crossing, crossings, crossingText, diagnostics, weightMetrics } from './diagnostics'
import { type ResultsFile, resultsOf } from './file'
import { headline } from './headline'
import { metrics, type MetricId } from './metrics'
import type { RunResults } from './results'
import { differenceToSft, estimateAt, type FinalTable, finalTables, IN_RL } from './tables'

/**
 * The tables of a results file in Markdown: a summary, every arm at both moments, paired differences to SFT and every seed; then rank
 * reversals and the diagnostics of SFT's weights and of both updates.
 */
export function reportText(file: ResultsFile): string {
  const results = resultsOf(file)
  const { config, manifest, seeds } = file
  const { processor, cores, system } = manifest.machine
  const found = headline(results)
  return [
    `# ${config.preset}, ${seeds.length} of ${config.seeds.count} seeds from ${config.seeds.first}`,
    [
      `\`${manifest.command}\`, ${manifest.started.slice(0, 10)}`,
      `${manifest.engine}; ${processor}, ${cores} cores, ${system}; ${manifest.runtime}; ${Math.round(manifest.seconds)} s`,
      `\`#${encodeLink(config)}\``,
    ].join('  \n'),
    ...(found === undefined ? [] : [found]),
    'Mean ± standard error over seeds; intervals are 95 % t-intervals, p is two-sided.',
    summaryTable(results),
    ...finalTables(results).flatMap((moment) => [
      `## ${moment.title}`,
      armTable(results, moment),
      ...differenceTable(results, moment),
      `pass@1 of every seed:`,
      seedTable(results, moment),
    ]),
    '## Rank reversals',
    reversals(results),
    '## Diagnostics',
    diagnosticsTable(results),
    ...(file.notices.length > 0 ? ['## Notices', file.notices.map((notice) => `- ${notice}`).join('\n')] : []),
  ].join('\n\n')
}

/** Mean ± standard error over seeds. */
function armTable({ config }: RunResults, { metrics: own, rows }: FinalTable): string {
  const title = (metric: MetricId): string =>
    metric === 'passAtK' ? `pass@${config?.evaluation.k ?? ''}` : metrics[metric].title
  const lines = rows.map(({ arm, metrics: found }) => [
    armTitle(arm, config?.own),
    ...own.map((metric) => spread(found[metric] ?? estimate([]))),
  ])
  return table(['arm', ...own.map(title)], lines)
}

/** Differences of pass@1 to canonical SFT, paired by seed; nothing where there is none. */
function differenceTable({ config }: RunResults, { rows }: FinalTable): string[] {
  const lines = rows.flatMap(({ arm, lessSft }) => {
    if (!lessSft) return []
    const { mean, low, high, t, n } = lessSft
    if (n === 0) return [[armTitle(arm, config?.own), '—', '—', '—', '—', '0']]
    const interval = n > 1 ? `[${signed(low)}, ${signed(high)}]` : '—'
    return [[armTitle(arm, config?.own), signed(mean), interval, number(t, 2), probability(lessSft), String(n)]]
  })
  return lines.length === 0 ? [] : [table(['pass@1 less SFT’s, paired', 'mean', '95 % interval', 't', 'p', 'n'], lines)]
}

function seedTable({ config }: RunResults, { seeds, rows }: FinalTable): string {
  const lines = rows.map(({ arm, passAt1OfSeeds }) => [
    armTitle(arm, config?.own),
    ...passAt1OfSeeds.map((value) => (value === undefined ? '—' : value.toFixed(3))),
  ])
  return table(['arm', ...seeds.map(String)], lines)
}

/**
 * What a run found, in one table: held-out NLL after SFT, pass@1 where RL starts, half way and ends, and the difference to SFT at the
 * end, paired by seed, with its 95 % interval and p. Differences are over the seeds that both arms have.
 */
function summaryTable(results: RunResults): string {
  const { config } = results
  if (!config) return ''
  const steps = summarySteps(results)
  const own = armsOf(config)
  const cell = (arm: ArmId, metric: 'passAt1' | 'heldOutNll', step: number): string =>
    spread(estimateAt(results, arm, metric, step))
  const head = [
    'arm',
    'NLL after SFT',
    ...steps.map((step) => (step === 0 ? 'pass@1 after SFT' : `after ${step} RL steps`)),
  ]
  const rows = own.map((arm) => [
    armTitle(arm, config.own),
    cell(arm, 'heldOutNll', 0),
    ...steps.map((step) => cell(arm, 'passAt1', step)),
    differenceText(arm, differenceToSft(results, arm, config.rl.steps)),
  ])
  return table([...head, 'less SFT’s, at the end'], rows)
}

/** The start of RL, the evaluation nearest to its middle, and its end. */
function summarySteps({ config, points, seeds }: RunResults): number[] {
  const end = config?.rl.steps ?? 0
  const evaluated = points
    .arms(IN_RL)
    .flatMap((arm) => points.curve(IN_RL, arm, 'passAt1', seeds))
    .map(({ step }) => step)
    .filter((step) => step > 0 && step < end)
  const distance = (step: number): number => Math.abs(step - end / 2)
  const middle = evaluated.sort((a, b) => distance(a) - distance(b) || a - b).slice(0, 1)
  return [0, ...middle, end]
}

/** `+0.250 [+0.030, +0.480], p = 0.029` */
function differenceText(arm: ArmId, difference: Estimate): string {
  const { mean, low, high, n } = difference
  if (arm === 'sft' || n === 0) return '—'
  if (n === 1) return signed(mean)
  const p = probability(difference)
  return `${signed(mean)} [${signed(low)}, ${signed(high)}], p ${p.startsWith('<') ? p : `= ${p}`}`
}

/** Rank reversals between the order before and after RL, then the crossings of means that show none. */
function reversals(results: RunResults): string {
  const found = crossings(results)
  const shown = found.filter((crossing) => crossing.shown)
  const open = found.filter((crossing) => !crossing.shown)
  const text = (crossing: Crossing): string => crossingText(crossing, results.config?.own)
  const pairs =
    'A rank reversal is a pair of arms whose order of pass@1 changes through RL, both paired 95 % intervals excluding 0 (not corrected for the number of pairs).'
  return [
    pairs,
    shown.length === 0 ? 'None is shown.' : list(shown.map(text)),
    ...(open.length === 0 ? [] : ['Means that cross without one:', list(open.map(text))]),
  ].join('\n\n')
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')

/** Drift and cosine at the end of RL, and the loss weights at the last SFT step: mean ± standard error over seeds. */
function diagnosticsTable(results: RunResults): string {
  const rows = diagnostics(results).map(({ arm, drift, cosine, weights }) => [
    armTitle(arm, results.config?.own),
    spread(drift),
    spread(cosine),
    ...weights.map(({ over }) => spread(over)),
  ])
  const titles = (['drift', 'cosine', ...weightMetrics] as const).map((metric) => metrics[metric].title)
  return `${table(['arm', ...titles], rows)}\n\nWeights are those of the batch of the last SFT step.`
}

/** Mean ± standard error; the mean alone for one seed, a dash for none. */
function spread({ mean, standardError, n }: Estimate): string {
  if (n === 0) return '—'
  return n === 1 ? number(mean, 3) : `${number(mean, 3)} ± ${number(standardError, 3)}`
}

/** A number with so many decimals and a true minus sign; a dash where it is not finite. */
const number = (value: number, digits: number): string =>
  Number.isFinite(value) ? value.toFixed(digits).replace('-', '−') : '—'

/** A difference: always with its sign. */
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** The two-sided p-value of a difference. */
function probability(difference: Estimate): string {
  const p = pValue(difference)
  if (Number.isNaN(p)) return '—'
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** A table whose first column is text and whose others are figures. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}
