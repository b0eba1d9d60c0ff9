import { armTitle } from '../config/armId'
import { crossingText } from './crossingText'
import { type Crossing, crossings, diagnostics, weightMetrics } from './diagnostics'
import { spread, table } from './markdown'
import { metrics } from './metrics'
import type { RunResults } from './results'

/** Rank reversals between the order before and after RL, then the crossings of means that show none. */
export function reversals(results: RunResults): string {
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
export function diagnosticsTable(results: RunResults): string {
  const rows = diagnostics(results).map(({ arm, drift, cosine, weights }) => [
    armTitle(arm, results.config?.own),
    spread(drift),
    spread(cosine),
    ...weightMetrics.map((metric) => spread(weights[metric])),
  ])
  const titles = (['drift', 'cosine', ...weightMetrics] as const).map((metric) => metrics[metric].title)
  return `${table(['arm', ...titles], rows)}\n\nWeights are those of the batch of the last SFT step.`
}
