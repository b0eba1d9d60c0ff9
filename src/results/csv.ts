import type { PointEvent } from './events'
import type { Clock } from './series'

const COLUMNS = ['run', 'stage', 'step', 'arm', 'seed', 'metric', 'value', 'tokens', 'seconds', 'source'] as const

interface NamedRun {
  name: string
  points: Iterable<PointEvent>
  clock: Clock
}

/**
 * Every value of these runs as CSV (RFC 4180), a line each, as it was reported: without means, smoothing or thinning. Tokens and
 * seconds count from the start of the stage and are empty where the run has not measured them.
 */
export function csvOf(runs: readonly NamedRun[]): string {
  const lines = runs.flatMap(({ name, points, clock }) =>
    Array.from(points, (point) => {
      const times = [clock('tokens', point), clock('seconds', point)]
      return Object.entries(point.values)
        .filter(([metric]) => metric !== 'tokens' && metric !== 'seconds')
        .map(([metric, value]) =>
          [name, point.stage, point.step, point.arm, point.seed, metric, value, ...times, point.source]
            .map(cell)
            .join(','),
        )
    }).flat(),
  )
  return [COLUMNS.join(','), ...lines, ''].join('\r\n')
}

function cell(value: string | number | undefined): string {
  const text = String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
