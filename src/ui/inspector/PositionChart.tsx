import { niceScale } from '../charts/scale'
import { compact, decimal } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { useArmStyle } from '../useArmStyle'
import type { VariantSummary } from './aggregates'

const WIDTH = 260
const HEIGHT = 118
const EDGE = { left: 30, right: 6, top: 8, bottom: 24 }

/** Mean log Ĝ at each place of the response, a line for each variant. */
export function PositionChart({ summaries }: { summaries: readonly VariantSummary[] }) {
  const styleOf = useArmStyle()
  const longest = summaries[0]?.byPosition.length ?? 0
  const means = summaries.flatMap(({ byPosition }) => byPosition.map(({ mean }) => mean))
  const { domain, ticks } = niceScale(Math.min(0, ...means), Math.max(0, ...means), 3)
  const x = (position: number): number =>
    EDGE.left + ((position - 1) / Math.max(1, longest - 1)) * (WIDTH - EDGE.left - EDGE.right)
  const y = (value: number): number =>
    HEIGHT - EDGE.bottom - ((value - domain[0]) / (domain[1] - domain[0])) * (HEIGHT - EDGE.bottom - EDGE.top)
  return (
    <figure className="aggregate-chart">
      <figcaption>
        Mean log Ĝ by position <span className="inspector-note">in the lines of the table above</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label="Lines of mean log Ĝ by position; the table below has the numbers"
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? 'axis-line' : 'grid-line'}
              x1={EDGE.left}
              x2={WIDTH - EDGE.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className="axis-text" x={EDGE.left - 4} y={y(tick) + 3} textAnchor="end">
              {compact(tick)}
            </text>
          </g>
        ))}
        {summaries.map(({ variant, byPosition }) => {
          const { color, dash } = styleOf(variant)
          return (
            <polyline
              key={variant}
              points={byPosition
                .map(({ position, mean }) => `${x(position).toFixed(1)},${y(mean).toFixed(1)}`)
                .join(' ')}
              fill="none"
              stroke={color}
              strokeWidth="2"
              strokeDasharray={dash}
            />
          )
        })}
        <text className="axis-text" x={EDGE.left} y={HEIGHT - 5}>
          t = 1
        </text>
        <text className="axis-text" x={WIDTH - EDGE.right} y={HEIGHT - 5} textAnchor="end">
          {longest}
        </text>
      </svg>
      <details>
        <summary>Table</summary>
        <ScrollRegion label="Mean log Ĝ by position, scroll" className="position-scroll">
          <table className="position-table">
            <thead>
              <tr>
                <th scope="col">t</th>
                {summaries.map(({ variant }) => (
                  <th scope="col" key={variant}>
                    {variant}
                  </th>
                ))}
                <th scope="col">responses</th>
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: longest }, (_, t) => (
                <tr key={t}>
                  <th scope="row">{t + 1}</th>
                  {summaries.map(({ variant, byPosition }) => (
                    <td key={variant}>{decimal(byPosition[t]?.mean ?? NaN, 2)}</td>
                  ))}
                  <td>{summaries[0]?.byPosition[t]?.n}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </details>
    </figure>
  )
}
