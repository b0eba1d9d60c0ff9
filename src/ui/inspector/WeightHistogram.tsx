import type { PearVariant } from '../../pear/weights'
import { compact, decimal } from '../format'
import { useArmStyle } from '../useArmStyle'
import { type Bins, countsIn } from './histogram'
import { weightColor } from './shade'
import { weightText } from './weightText'

/** Parts of the axis between labels, at most. */
const MOST_LABELS = 5
const WIDTH = 260
const HEIGHT = 118
const EDGE = { left: 4, right: 4, top: 6, bottom: 20 }

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
  const width = (WIDTH - EDGE.left - EDGE.right) / bins.count
  const x = (log: number): number =>
    EDGE.left + ((log - bins.low) / (bins.high - bins.low)) * (WIDTH - EDGE.left - EDGE.right)
  const floor = HEIGHT - EDGE.bottom
  const height = (count: number): number => (count / most) * (floor - EDGE.top)
  const every = Math.ceil((bins.high - bins.low) / MOST_LABELS)
  const decades = Array.from({ length: bins.high - bins.low + 1 }, (_, i) => bins.low + i)
  const fullest = counts.indexOf(most)
  const words = `${title}: ${logs.length} tokens, log₁₀ Ĝ from ${decimal(least(logs), 2)} to ${decimal(largest(logs), 2)}; the fullest bin, ${decimal((100 * most) / logs.length, 0)} % of them, begins at Ĝ = ${weightText(10 ** (bins.low + fullest * bins.width))}.`
  return (
    <figure className="aggregate-chart">
      <figcaption>
        {title} <span className="inspector-note">highest bar {decimal((100 * most) / logs.length, 0)} %</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Histogram of weights. ${words}`}>
        {counts.map(
          (count, bin) =>
            count > 0 && (
              <rect
                key={bin}
                className="histogram-bar"
                x={x(bins.low + bin * bins.width) + 0.4}
                width={Math.max(0.5, width - 0.8)}
                y={floor - height(count)}
                height={height(count)}
                style={{ fill: weightColor(Math.LN10 * (bins.low + (bin + 0.5) * bins.width)) }}
              >
                <title>
                  {`${weightText(10 ** (bins.low + bin * bins.width))} to ${weightText(10 ** (bins.low + (bin + 1) * bins.width))}: ${count} tokens`}
                </title>
              </rect>
            ),
        )}
        {clipLogG
          .map((bound) => bound / Math.LN10)
          .filter((bound) => bound > bins.low && bound < bins.high && bound !== 0)
          .map((bound) => (
            <line key={bound} className="clip-line" x1={x(bound)} x2={x(bound)} y1={4} y2={floor} />
          ))}
        <line className="axis-line" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={floor} y2={floor} />
        {decades.map((decade) => (
          <g key={decade}>
            <line className="axis-line" x1={x(decade)} x2={x(decade)} y1={floor} y2={floor + 3} />
            {decade % every === 0 && (
              <text className="axis-text" x={x(decade)} y={HEIGHT - 5} textAnchor={anchor(decade, bins)}>
                {decade < -3 ? `1e−${-decade}` : compact(10 ** decade)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </figure>
  )
}

/** Labels at an end stay within the drawing. */
const anchor = (decade: number, { low, high }: Bins): 'start' | 'middle' | 'end' =>
  decade === low ? 'start' : decade === high ? 'end' : 'middle'

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)
