import { memo } from 'react'
import type { ArmId } from '../../config/armId'
import { ArmOfRun, EstimateText } from '../charts/kit/cells'
import kit from '../charts/kit/kit.module.css'
import { MISSING } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import { PassPanel } from './PassPanel'
import type { ArmPassCurves, PassPoint } from './passPoints'
import styles from './results.module.css'

interface Props {
  curves: readonly ArmPassCurves[]
  overlay: readonly ArmPassCurves[]
  overlayName: string
  table: boolean
}

/** pass@k against k for every arm: whether RL has taught more prompts, or only made right what was right among k samples before. */
export const PassCurves = memo(function PassCurves({ curves, overlay, overlayName, table }: Props) {
  const ks = [...new Set([...curves, ...overlay].flatMap(({ before }) => before.map(({ k }) => k)))].sort(
    (a, b) => a - b,
  )
  // One k makes no curve.
  if (ks.length < 2 || curves.length === 0) return null
  return (
    <figure className={styles.passCurves} aria-labelledby="pass-title" aria-describedby="pass-about">
      <figcaption>
        <h3 id="pass-title">pass@k against k</h3>
        <p className={kit.about} id="pass-about">
          Held-out prompts, before RL (thin, dashed, hollow) and after it (thick); band: 95 % interval over seeds. Where
          only small k gain, RL has made likely what was there before.
          {overlay.length > 0 && ` Thinnest lines: ${overlayName}.`}
        </p>
      </figcaption>
      {table ? (
        <PassTable rows={[...rowsOf(curves, ''), ...rowsOf(overlay, overlayName)]} ks={ks} />
      ) : (
        <div className={styles.passPanels}>
          {curves.map((one) => (
            <PassPanel key={one.arm} curves={one} overlay={overlay.find(({ arm }) => arm === one.arm)} ks={ks} />
          ))}
        </div>
      )}
    </figure>
  )
})

interface PassRow {
  arm: ArmId
  /** Empty for the run itself. */
  run: string
  moment: string
  points: readonly PassPoint[]
}

const rowsOf = (curves: readonly ArmPassCurves[], run: string): PassRow[] =>
  curves.flatMap(({ arm, before, after }) => [
    { arm, run, moment: 'before RL', points: before },
    { arm, run, moment: 'after RL', points: after },
  ])

function PassTable({ rows, ks }: { rows: readonly PassRow[]; ks: readonly number[] }) {
  return (
    <ScrollRegion label="pass@k as a table, scrolls sideways">
      <table>
        <caption className="visually-hidden">pass@k before and after RL: mean, 95 % interval, n.</caption>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Moment</th>
            {ks.map((k) => (
              <th key={k} scope="col">
                pass@{k}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ arm, run, moment, points }) => (
            <tr key={`${run} ${arm} ${moment}`}>
              <th scope="row">
                <ArmOfRun arm={arm} run={run} />
              </th>
              <td>{moment}</td>
              {ks.map((k) => {
                const over = points.find((point) => point.k === k)?.over
                return <td key={k}>{over ? <EstimateText of={over} /> : MISSING}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
