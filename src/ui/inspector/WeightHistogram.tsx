import { ReferenceLine } from 'recharts'
import type { PearVariant } from '../../pear/weights'
import { type Column, Columns } from '../charts/kit/bars'
import { Chart, type Margins } from '../charts/kit/Chart'
import { compact, decimal } from '../format'
import { useArmStyle } from '../useArmStyle'
import styles from './AllExamples.module.css'
import { type Bins, countsIn } from './histogram'
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
