import { ReferenceLine } from 'recharts'
import type { PearVariant } from '../../pear/weights'
import { type Column, Columns } from '../charts/kit/bars'
import { Chart, type Margins } from '../charts/kit/Chart'
import { compact, decimal } from '../format'
import { useArmStyle } from '../armStyle'
import styles from './AllExamples.module.css'
import shared from './Inspector.module.css'
import { weightColor, weightText } from './weightLook'

/** Parts of the axis between labels, at most. */
const MOST_LABELS = 5
const MARGINS: Margins = { left: 14, right: 14, top: 6, bottom: 20 }

interface Props {
  variant: PearVariant
  /** log10 Ĝ of every token. */
  logs: readonly number[]
  /** The same for all variants, so that they can be compared. */
  bins: Bins
  clipLogG: readonly [number, number]
}

/** How the weights of one variant are spread. */
export function WeightHistogram({ variant, logs, bins, clipLogG }: Props) {
  const { title } = useArmStyle()(variant)
  const counts = countsIn(bins, logs)
  const most = Math.max(1, ...counts)
  const share = `${decimal((100 * most) / logs.length, 0)} %`
  const start = (bin: number): number => bins.low + bin * bins.width
  const columns = counts.map((count, bin): Column => ({
    x: start(bin + 0.5),
    y: count,
    low: start(bin),
    high: start(bin + 1),
    color: weightColor(Math.LN10 * start(bin + 0.5)),
    says: `${weightText(10 ** start(bin))} to ${weightText(10 ** start(bin + 1))}: ${count} tokens`,
  }))
  const every = Math.ceil((bins.high - bins.low) / MOST_LABELS)
  const decades = Array.from({ length: bins.high - bins.low + 1 }, (_, i) => bins.low + i)
  const words = `${title}: ${logs.length} tokens, log₁₀ Ĝ from ${decimal(least(logs), 2)} to ${decimal(largest(logs), 2)}; the fullest bin, ${share} of them, begins at Ĝ = ${weightText(10 ** start(counts.indexOf(most)))}.`
  return (
    <figure className={styles.chart}>
      <figcaption>
        {title} <span className={shared.note}>highest bar {share}</span>
      </figcaption>
      <Chart
        className={styles.plot}
        label={`Histogram of weights. ${words}`}
        x={{
          scale: { kind: 'linear', domain: [bins.low, bins.high], ticks: decades },
          format: (decade) => (decade % every === 0 ? decadeText(decade) : ''),
          line: true,
        }}
        y={{ scale: { kind: 'linear', domain: [0, most], ticks: [] } }}
        margins={MARGINS}
        data={columns}
      >
        <Columns />
        {clipLogG
          .map((bound) => bound / Math.LN10)
          .filter((bound) => bound > bins.low && bound < bins.high && bound !== 0)
          .map((bound) => (
            <ReferenceLine key={bound} x={bound} stroke="var(--ink)" strokeDasharray="3 3" />
          ))}
      </Chart>
    </figure>
  )
}

const decadeText = (decade: number): string => (decade < -3 ? `1e−${-decade}` : compact(10 ** decade))

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)

/** Equal bins of log10 Ĝ over whole decades. */
export interface Bins {
  low: number
  high: number
  /** Of one bin, in decades. */
  width: number
  count: number
}

/** Bins for all these log10 Ĝ: whole decades around them and at least 0.1 to 10, so that a moving slider seldom moves the axis. */
export function binsFor(logs: readonly number[]): Bins {
  const low = logs.reduce((least, value) => Math.min(least, Math.floor(value + 1e-9)), -1)
  const high = logs.reduce((most, value) => Math.max(most, Math.ceil(value - 1e-9)), 1)
  const perDecade = high - low <= 4 ? 10 : 4
  return { low, high, width: 1 / perDecade, count: (high - low) * perDecade }
}

/** How many values each bin holds, `[count]`. A value between two bins belongs to the upper one, one at the very end to the last. */
export function countsIn({ low, width, count }: Bins, logs: readonly number[]): number[] {
  const counts = new Array<number>(count).fill(0)
  for (const value of logs) {
    // A little slack, because −0.3 is not three tenths below 0 in binary.
    const bin = Math.min(count - 1, Math.max(0, Math.floor((value - low) / width + 1e-9)))
    counts[bin] = (counts[bin] as number) + 1
  }
  return counts
}
