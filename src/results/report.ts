import { estimate } from '../core/statistics'
import { armTitle } from '../config/armId'
import { type FinalTable, finalTables } from './finalTables'
import { encodeLink } from '../config/link'
import { metrics, type MetricId } from './metrics'
import type { RunResults } from './results'
import { type ResultsFile, resultsOf } from './resultsFile'
import { headline } from './headline'
import { number, probability, signed, spread, table } from './markdown'
import { diagnosticsTable, reversals } from './reportDiagnostics'
import { summaryTable } from './reportSummary'

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
