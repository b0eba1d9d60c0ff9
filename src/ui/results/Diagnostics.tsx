import { useMemo } from 'react'
import { beforeAfter, crossings, diagnostics } from '../../experiment/diagnostics'
import type { RunResults } from '../../experiment/results'
import { ArmMarker } from '../ArmMarker'
import { armStyle } from '../armStyle'
import type { ChartLayers } from '../charts/layers'
import { DiagnosticsTable } from './DiagnosticsTable'
import { RankScatter } from './RankScatter'
import { Reversals } from './Reversals'

/** The diagnostics of METHOD.md: what RL made of each SFT checkpoint, who lost the lead, and what the weights were like. */
export default function Diagnostics({ results, layers }: { results: RunResults; layers: ChartLayers }) {
  const rows = useMemo(() => diagnostics(results), [results])
  const through = useMemo(() => beforeAfter(results), [results])
  const crossed = useMemo(() => crossings(results), [results])
  const arms = through.filter(({ arm }) => !layers.hidden.has(arm))
  const measured = rows.some(({ drift, weights }) => drift.n > 0 || weights.meanWeight.n > 0)
  if (!measured && through.length === 0) return null
  return (
    <section className="diagnostics" aria-label="Diagnostics">
      <h2>Diagnostics</h2>
      {through.length > 0 && (
        <div className="rank">
          <figure aria-labelledby="rank-title" aria-describedby="rank-about">
            <figcaption>
              <h3 id="rank-title">Before and after RL</h3>
              <p className="chart-about" id="rank-about">
                pass@1 on held-out prompts after SFT (for no SFT: of the base policy) against pass@1 after RL. Large:
                mean; small: each seed. On the dashed line RL changes nothing. An arm to the right of another and below
                it has lost its lead.
              </p>
            </figcaption>
            <RankScatter arms={arms} height={320} />
            <ul className="marker-legend">
              {arms.map(({ arm }) => (
                <li key={arm}>
                  <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" focusable="false">
                    <ArmMarker arm={arm} size={6} />
                  </svg>
                  {armStyle(arm).title}
                </li>
              ))}
            </ul>
          </figure>
          <Reversals found={crossed} />
        </div>
      )}
      {measured && <DiagnosticsTable rows={rows} />}
    </section>
  )
}
