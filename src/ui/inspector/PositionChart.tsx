import { ReferenceLine } from 'recharts'
import { Chart, type Margins } from '../charts/kit/Chart'
import { LineMark } from '../charts/kit/marks'
import { niceScale, type Scale } from '../charts/kit/scale'
import { decimal } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { useArmStyle } from '../armStyle'
import type { VariantSummary } from './aggregates'
import styles from './AllExamples.module.css'
import shared from './Inspector.module.css'

const MARGINS: Margins = { left: 30, right: 14, top: 8, bottom: 20 }

/** Mean log Ĝ at each place of the response, a line for each variant. */
export function PositionChart({ summaries }: { summaries: readonly VariantSummary[] }) {
  const styleOf = useArmStyle()
  const longest = summaries[0]?.byPosition.length ?? 0
  const means = summaries.flatMap(({ byPosition }) => byPosition.map(({ mean }) => mean))
  const scale = niceScale(Math.min(0, ...means), Math.max(0, ...means), 3)
  const positions: Scale = { kind: 'linear', domain: [1, Math.max(2, longest)], ticks: [1, longest] }
  return (
    <figure className={styles.chart}>
      <figcaption>
        Mean log Ĝ by position <span className={shared.note}>in the lines of the table above</span>
      </figcaption>
      <Chart
        className={styles.plot}
        label="Lines of mean log Ĝ by position; the table below has the numbers"
        x={{ scale: positions, format: (t) => (t === 1 ? 't = 1' : String(t)) }}
        y={{ scale, grid: true }}
        margins={MARGINS}
      >
        <ReferenceLine y={0} stroke="var(--edge)" />
        {summaries.map(({ variant, byPosition }) => (
          <LineMark
            key={variant}
            lines={[byPosition.map(({ position, mean }) => ({ x: position, y: mean }))]}
            color={styleOf(variant).color}
            dash={styleOf(variant).dash}
            width={2}
          />
        ))}
      </Chart>
      <details>
        <summary>Table</summary>
        <ScrollRegion label="Mean log Ĝ by position, scroll" className={styles.positionScroll}>
          <table className={shared.figures}>
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
