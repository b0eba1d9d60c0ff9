import { estimate } from '../core/statistics'
import { type ArmId, armTitle } from './armId'
import { armsOf } from './config'
import { encodeLink } from './link'
import { metrics, type MetricId } from './metrics'
import type { RunResults } from './results'
import { type ResultsFile, resultsOf } from './resultsFile'
import { differenceToSft, valuesAt } from './values'
import { headline } from './headline'
import { number, present, probability, signed, spread, table } from './markdown'
import { diagnosticsTable, reversals } from './reportDiagnostics'
import { summaryTable } from './reportSummary'

/** A moment at which arms are compared: RL starts from what SFT left. */
interface Moment {
  title: string
  step: number
  metrics: readonly MetricId[]
}

const momentsOf = ({ config }: ResultsFile): Moment[] => [
  { title: 'After SFT', step: 0, metrics: ['passAt1', 'passAtK', 'greedy', 'heldOutNll'] },
  { title: 'After RL', step: config.rl.steps, metrics: ['passAt1', 'passAtK', 'greedy', 'heldOutNll', 'drift'] },
]

/**
 * The tables of a results file in Markdown: a summary, every arm at both moments, paired differences to SFT and every seed; then rank
 * reversals and the diagnostics of SFT's weights and of both updates.
 */
export function reportText(file: ResultsFile): string {
  const results = resultsOf(file)
  const { config, manifest, seeds } = file
  const own = armsOf(config)
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
    ...momentsOf(file).flatMap((moment) => [
      `## ${moment.title}`,
      armTable(results, own, moment),
      ...(own.includes('sft') && own.length > 1 ? [differenceTable(results, own, moment)] : []),
      `pass@1 of every seed:`,
      seedTable(results, own, moment),
    ]),
    '## Rank reversals',
    reversals(results),
    '## Diagnostics',
    diagnosticsTable(results),
    ...(file.notices.length > 0 ? ['## Notices', file.notices.map((notice) => `- ${notice}`).join('\n')] : []),
  ].join('\n\n')
}

/** Mean ± standard error over seeds. */
function armTable(results: RunResults, own: readonly ArmId[], moment: Moment): string {
  const k = results.config?.evaluation.k ?? NaN
  const title = (metric: MetricId): string => (metric === 'passAtK' ? `pass@${k}` : metrics[metric].title)
  const rows = own.map((arm) => [
    armTitle(arm, results.config?.own),
    ...moment.metrics.map((metric) => spread(estimate(present(valuesAt(results, arm, metric, moment.step))))),
  ])
  return table(['arm', ...moment.metrics.map(title)], rows)
}

/** Differences of pass@1 to canonical SFT, paired by seed. */
function differenceTable(results: RunResults, own: readonly ArmId[], { step }: Moment): string {
  const rows = own
    .filter((arm) => arm !== 'sft')
    .map((arm) => {
      const difference = differenceToSft(results, arm, step)
      const { mean, low, high, standardError, n } = difference
      if (n === 0) return [armTitle(arm, results.config?.own), '—', '—', '—', '—', '0']
      const interval = n > 1 ? `[${signed(low)}, ${signed(high)}]` : '—'
      const t = number(mean / standardError, 2)
      return [armTitle(arm, results.config?.own), signed(mean), interval, t, probability(difference), String(n)]
    })
  return table(['pass@1 less SFT’s, paired', 'mean', '95 % interval', 't', 'p', 'n'], rows)
}

function seedTable(results: RunResults, own: readonly ArmId[], { step }: Moment): string {
  const rows = own.map((arm) => [
    armTitle(arm, results.config?.own),
    ...valuesAt(results, arm, 'passAt1', step).map((value) => (value === undefined ? '—' : value.toFixed(3))),
  ])
  return table(['arm', ...results.seeds.map(String)], rows)
}
