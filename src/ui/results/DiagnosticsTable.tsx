import type { Estimate } from '../../core/statistics'
import { type ArmDiagnostics, type WeightMetric, weightMetrics } from '../../results/diagnostics'
import { metrics } from '../../results/metrics'
import { meanAndError, MISSING, percentAndError } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../Swatch'

/** Titles short enough for a column; the metric's own title and description are its tooltip. */
const short: Readonly<Record<'drift' | 'cosine' | WeightMetric, string>> = {
  drift: 'Drift',
  cosine: 'Cosine',
  meanWeight: 'Mean',
  effectiveSampleSize: 'Effective size',
  deltaClippedLow: 'δ below',
  deltaClippedHigh: 'δ above',
  logGClippedLow: 'log G below',
  logGClippedHigh: 'log G above',
}

/** Drift and cosine of every arm at the end of RL, and its loss weights at the end of SFT. */
export function DiagnosticsTable({ rows }: { rows: readonly ArmDiagnostics[] }) {
  const heading = (metric: keyof typeof short) => (
    <th key={metric} scope="col" title={`${metrics[metric].title}: ${metrics[metric].description}`}>
      {short[metric]}
    </th>
  )
  return (
    <ScrollRegion label="Diagnostics table, scrolls sideways">
      <table className="diagnostics-table">
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
            <th colSpan={2} scope="colgroup">
              Weights
            </th>
            <th colSpan={4} scope="colgroup">
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
              {weightMetrics.map((metric) => (
                <Figure key={metric} of={weights[metric]} share={metric.includes('Clipped')} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Figure({ of, share = false }: { of: Estimate; share?: boolean }) {
  if (of.n === 0) return <td>{MISSING}</td>
  return <td>{share ? percentAndError(of) : meanAndError(of)}</td>
}
