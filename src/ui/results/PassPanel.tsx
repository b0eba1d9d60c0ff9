import { Chart, type Margins } from '../charts/kit/Chart'
import { BandMark, LineMark, type Point, PointMarks } from '../charts/kit/marks'
import { logScale, niceScale } from '../charts/kit/scale'
import { decimal, interval } from '../format'
import { ArmName } from '../Swatch'
import { useArmStyle } from '../useArmStyle'
import type { ArmPassCurves, PassPoint } from './passPoints'
import styles from './results.module.css'

interface Props {
  curves: ArmPassCurves
  overlay: ArmPassCurves | undefined
  /** Every k of any panel, so that all have one axis. */
  ks: readonly number[]
}

const MARGINS: Margins = { left: 30, right: 12, top: 8, bottom: 22 }
const SHARES = niceScale(0, 1, 2)

/** One arm's pass@k against k: before RL (thin, hollow) and after it (thick), with 95 % bands. */
export function PassPanel({ curves: { arm, before, after }, overlay, ks }: Props) {
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
