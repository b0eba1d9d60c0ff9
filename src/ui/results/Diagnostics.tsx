import { useMemo } from 'react'
import type { ArmId } from '../../config/armId'
import { beforeAfter, crossings, diagnostics } from '../../results/diagnostics'
import { emptyResults, type RunResults } from '../../results/results'
import { valuesAt } from '../../results/tables'
import { ArmMarker } from '../ArmMarker'
import type { ChartLayers } from '../charts/layers'
import type { ShownRun } from '../runs/shownRun'
import { useArmStyle } from '../useArmStyle'
import { type Bar, Bars } from './Bars'
import { DiagnosticsTable } from './DiagnosticsTable'
import { passCurves } from './passPoints'
import { PassCurves } from './PassCurves'
import { RankScatter } from './RankScatter'
import { RankTable } from './RankTable'
import { Reversals } from './Reversals'

interface Props {
  run: ShownRun
  overlay: ShownRun | undefined
  layers: Pick<ChartLayers, 'hidden' | 'table'>
}

/** The diagnostics of METHOD.md: what RL made of each SFT checkpoint, who lost the lead, and what the weights were like. */
export default function Diagnostics({ run: { results }, overlay, layers: { hidden, table } }: Props) {
  const other = overlay?.results ?? emptyResults
  const rows = useMemo(() => diagnostics(results), [results])
  const through = useMemo(() => beforeAfter(results), [results])
  const crossed = useMemo(() => crossings(results), [results])
  const curves = useMemo(() => passCurves(results), [results])
  const overlaid = useMemo(() => ({ through: beforeAfter(other), curves: passCurves(other) }), [other])
  const seen = <Of extends { arm: ArmId }>(list: readonly Of[]): Of[] => list.filter(({ arm }) => !hidden.has(arm))
  const arms = seen(through)
  const measured = rows.some(({ drift, weights }) => drift.n > 0 || weights.some(({ over }) => over.n > 0))
  if (!measured && through.length === 0) return null
  const bars = (metric: 'drift' | 'cosine'): Bar[] => seen(barsOf(results, other, metric))
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
                mean; small: each seed. A line that falls to the right joins two arms whose order reversed: solid and
                numbered where both intervals exclude 0, dotted where only the means cross. On the dashed line RL
                changes nothing.
              </p>
            </figcaption>
            {table ? (
              <RankTable arms={arms} overlay={seen(overlaid.through)} overlayName={overlay?.name ?? ''} />
            ) : (
              <RankScatter
                arms={arms}
                crossings={crossed}
                overlay={seen(overlaid.through)}
                overlayName={overlay?.name ?? ''}
              />
            )}
            <ul className="marker-legend">
              {arms.map(({ arm }) => (
                <MarkerName key={arm} arm={arm} />
              ))}
              {overlay && overlaid.through.length > 0 && <li>Faint: {overlay.name}</li>}
            </ul>
          </figure>
          <Reversals found={crossed} own={results.config?.own} />
        </div>
      )}
      <PassCurves
        curves={seen(curves)}
        overlay={seen(overlaid.curves)}
        overlayName={overlay?.name ?? ''}
        table={table}
      />
      {!table && (
        <div className="bar-pair">
          <Bars
            title="Drift"
            about="‖θ_RL − θ_SFT‖₂ at the end of RL. Bar: mean; whisker: 95 % interval; dots: seeds."
            bars={bars('drift')}
          />
          <Bars
            title="Cosine of SFT and RL updates"
            about="Of θ_SFT − θ₀ and θ_RL − θ_SFT. Below 0, RL goes back on the way that SFT went."
            bars={bars('cosine')}
          />
        </div>
      )}
      {measured && <DiagnosticsTable rows={rows} />}
    </section>
  )
}

function MarkerName({ arm }: { arm: ArmId }) {
  const { title } = useArmStyle()(arm)
  return (
    <li>
      <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" focusable="false">
        <ArmMarker arm={arm} size={6} />
      </svg>
      {title}
    </li>
  )
}

/** A metric of every arm at the end of RL, with its seeds. */
function barsOf(results: RunResults, other: RunResults, metric: 'drift' | 'cosine'): Bar[] {
  const steps = results.config?.rl.steps ?? 0
  const others = new Map(diagnostics(other).map((row) => [row.arm, row[metric]]))
  return diagnostics(results).map((row) => {
    const match = others.get(row.arm)
    return {
      arm: row.arm,
      over: row[metric],
      seeds: valuesAt(results, row.arm, metric, steps).filter((value) => value !== undefined),
      other: match && match.n > 0 ? match.mean : undefined,
    }
  })
}
