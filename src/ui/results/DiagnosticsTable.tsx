import type { Estimate } from '../../core/statistics'
import { type ArmDiagnostics, weightMetrics } from '../../results/diagnostics'
import { metricAbout, type MetricId, metrics } from '../../results/metrics'
import { meanAndError, MISSING, percentAndError } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../ArmMarks'
import styles from './results.module.css'

/** How many columns of weights are shares in per cent, which come last. */
const SHARES = weightMetrics.filter((metric) => metrics[metric].percent).length

/** Drift and cosine of every arm at the end of RL, and its loss weights at the end of SFT. */
export function DiagnosticsTable({ rows }: { rows: readonly ArmDiagnostics[] }) {
  const heading = (metric: MetricId) => (
    <th key={metric} scope="col" title={`${metrics[metric].title}: ${metricAbout(metric)}`}>
      {metrics[metric].short ?? metrics[metric].title}
    </th>
  )
  return (
    <ScrollRegion label="Diagnostics table, scrolls sideways">
      <table className={styles.figures}>
        <caption>
          <div className="caption-text">
            <strong>Diagnostics.</strong> Mean ± standard error over seeds. Drift is ‖θ<sub>RL</sub> − θ<sub>SFT</sub>
            ‖₂; the cosine is that of the SFT and the RL update. Weights are those of the last SFT step: their mean,
            their effective sample size (ΣG)²/(nΣG²), and the shares of δ and log G that their bounds clip.
          </div>
        </caption>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              Arm
            </th>
            <th colSpan={2} scope="colgroup">
              Updates
            </th>
            <th colSpan={weightMetrics.length - SHARES} scope="colgroup">
              Weights
            </th>
            <th colSpan={SHARES} scope="colgroup">
              Clipped, %
            </th>
          </tr>
          <tr>
            {heading('drift')}
            {heading('cosine')}
            {weightMetrics.map(heading)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ arm, drift, cosine, weights }) => (
            <tr key={arm}>
              <th scope="row">
                <ArmName arm={arm} />
              </th>
              <Figure of={drift} />
              <Figure of={cosine} />
              {weights.map(({ metric, over }) => (
                <Figure key={metric} of={over} percent={metrics[metric].percent} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Figure({ of, percent }: { of: Estimate; percent?: true | undefined }) {
  if (of.n === 0) return <td>{MISSING}</td>
  return <td>{percent ? percentAndError(of) : meanAndError(of)}</td>
}
