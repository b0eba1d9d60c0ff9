import { useMemo, useState } from 'react'
import type { ArmId } from '../../config/armId'
import { beforeAfter, crossings, diagnostics } from '../../results/diagnostics'
import { emptyResults, type RunResults } from '../../results/results'
import { valuesAt } from '../../results/tables'
import type { ChartLayers } from '../charts/model'
import type { ShownRun } from '../runs/shownRun'
import { type Bar, Bars } from './Bars'
import { BeforeAfterFigure } from './BeforeAfterFigure'
import { DiagnosticsTable } from './DiagnosticsTable'
import { passCurves } from '../../results/passPoints'
import { PassCurves } from './PassCurves'
import styles from './results.module.css'

interface Props {
  run: ShownRun
  overlay: ShownRun | undefined
  layers: Pick<ChartLayers, 'hidden' | 'table'>
}

/** The diagnostics of METHOD.md: what RL made of each SFT checkpoint, who lost the lead, and what the weights were like. */
export default function Diagnostics({ run: { results }, overlay, layers: { hidden, table } }: Props) {
  const own = useUnchanged(useMemo(() => found(results), [results]))
  const other = useMemo(() => found(overlay?.results ?? emptyResults), [overlay])
  const overlayName = overlay?.name ?? ''
  const shown = useMemo(() => {
    const seen = <Of extends { arm: ArmId }>(list: readonly Of[]): Of[] => list.filter(({ arm }) => !hidden.has(arm))
    return {
      arms: seen(own.through),
      otherArms: seen(other.through),
      curves: seen(own.curves),
      otherCurves: seen(other.curves),
      drift: barsOf(seen(own.drift), other.drift),
      cosine: barsOf(seen(own.cosine), other.cosine),
    }
  }, [own, other, hidden])
  const measured = own.rows.some(({ drift, weights }) => drift.n > 0 || weights.some(({ over }) => over.n > 0))
  if (!measured && own.through.length === 0) return null
  return (
    <section className={styles.diagnostics} aria-label="Diagnostics">
      <h2>Diagnostics</h2>
      {own.through.length > 0 && (
        <BeforeAfterFigure
          arms={shown.arms}
          crossings={own.crossed}
          overlay={shown.otherArms}
          overlayName={overlayName}
          table={table}
        />
      )}
      <PassCurves curves={shown.curves} overlay={shown.otherCurves} overlayName={overlayName} table={table} />
      {!table && (
        <div className={styles.barPair}>
          <Bars
            title="Drift"
            about="‖θ_RL − θ_SFT‖₂ at the end of RL. Bar: mean; whisker: 95 % interval; dots: seeds."
            bars={shown.drift}
          />
          <Bars
            title="Cosine of SFT and RL updates"
            about="Of θ_SFT − θ₀ and θ_RL − θ_SFT. Below 0, RL goes back on the way that SFT went."
            bars={shown.cosine}
          />
        </div>
      )}
      {measured && <DiagnosticsTable rows={own.rows} />}
    </section>
  )
}

/** What there is to show of a run. */
function found(results: RunResults) {
  const rows = diagnostics(results)
  const atEnd = (metric: 'drift' | 'cosine'): Bar[] =>
    rows.map((row) => ({
      arm: row.arm,
      over: row[metric],
      seeds: valuesAt(results, row.arm, metric, results.config?.rl.steps ?? 0).filter((value) => value !== undefined),
      other: undefined,
    }))
  return {
    rows,
    through: beforeAfter(results),
    crossed: crossings(results),
    curves: passCurves(results),
    drift: atEnd('drift'),
    cosine: atEnd('cosine'),
  }
}

/** Bars with the means of another run. */
function barsOf(bars: readonly Bar[], others: readonly Bar[]): Bar[] {
  const means = new Map(others.flatMap(({ arm, over }) => (over.n > 0 ? [[arm, over.mean] as const] : [])))
  return bars.map((bar) => ({ ...bar, other: means.get(bar.arm) }))
}

/**
 * The value, or the one before where both say the same. Points come in ten times a second, but few of them are of the moments that
 * the diagnostics compare: what is drawn of these stands still meanwhile.
 */
function useUnchanged<Value>(value: Value): Value {
  const [kept, keep] = useState(value)
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept
  keep(value)
  return value
}
