import { memo } from 'react'
import type { ArmId } from '../../config/armId'
import { ArmOfRun, EstimateText } from '../charts/kit/cells'
import kit from '../charts/kit/kit.module.css'
import { MISSING, decimal, interval } from '../format'
import { ScrollRegion } from '../parts/ScrollRegion'
import type { ArmPassCurves, PassPoint } from '../../results/passPoints'
import styles from './results.module.css'
import { Chart, type Margins } from '../charts/kit/Chart'
import { BandMark, LineMark, type Point, PointMarks } from '../charts/kit/marks'
import { logScale, niceScale } from '../charts/kit/scale'
import { ArmName } from '../ArmMarks'
import { useArmStyle } from '../armStyle'

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

interface PanelProps {
  curves: ArmPassCurves
  overlay: ArmPassCurves | undefined
  /** Every k of any panel, so that all have one axis. */
  ks: readonly number[]
}

const MARGINS: Margins = { left: 30, right: 12, top: 8, bottom: 22 }
const SHARES = niceScale(0, 1, 2)

/** One arm's pass@k against k: before RL (thin, hollow) and after it (thick), with 95 % bands. */
function PassPanel({ curves: { arm, before, after }, overlay, ks }: PanelProps) {
  const { color, title } = useArmStyle()(arm)
  const pointOf =
    (moment: string, mark?: 'ring') =>
    ({ k, over }: PassPoint): Point => ({
      x: k,
      y: over.mean,
      arm,
      size: mark ? 2.6 : 3.4,
      ...(mark && { mark }),
      says: `pass@${k} ${moment} RL: ${decimal(over.mean)}${over.n > 1 ? ` ${interval(over) ?? ''}` : ''}, n = ${over.n}`,
    })
  const scale = { ...logScale(ks[0] ?? 1, ks.at(-1) ?? 1), ticks: ks }
  return (
    <figure className={styles.passPanel} aria-label={`${title}: pass@k before and after RL`}>
      <figcaption>
        <ArmName arm={arm} />
      </figcaption>
      <Chart
        className={styles.passPlot}
        label={describe({ before, after })}
        x={{ scale, format: String }}
        y={{ scale: SHARES, grid: true }}
        margins={MARGINS}
      >
        {[before, after].map((points, i) => (
          <BandMark
            key={i}
            band={points.map(({ k, over }) => ({ ...over, x: k }))}
            color={color}
            opacity={0.13}
            bounds={SHARES.domain}
          />
        ))}
        {overlay && <LineMark lines={[lineOf(overlay.before)]} color={color} width={0.8} dash="3 3" opacity={0.6} />}
        {overlay && <LineMark lines={[lineOf(overlay.after)]} color={color} width={1} opacity={0.6} />}
        <LineMark lines={[lineOf(before)]} color={color} width={1.2} dash="4 3" />
        <LineMark lines={[lineOf(after)]} color={color} width={2.2} />
        <PointMarks points={[...before.map(pointOf('before', 'ring')), ...after.map(pointOf('after'))]} />
      </Chart>
    </figure>
  )
}

const lineOf = (points: readonly PassPoint[]) => points.map(({ k, over }) => ({ x: k, y: over.mean }))

function describe({ before, after }: Pick<ArmPassCurves, 'before' | 'after'>): string {
  const words = (points: readonly PassPoint[]): string =>
    points.map(({ k, over }) => `pass@${k} ${decimal(over.mean, 2)}`).join(', ')
  return `Before RL: ${words(before)}. After RL: ${after.length > 0 ? words(after) : 'not yet'}.`
}
