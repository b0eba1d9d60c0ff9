import { ArmMarker } from '../ArmMarker'
import { useSize } from '../charts/useSize'
import { compact, decimal } from '../format'
import { ArmName } from '../Swatch'
import { useArmStyle } from '../useArmStyle'
import { along, type Box, up } from './frame'
import { logScale, niceScale } from '../charts/scale'
import type { ArmPassCurves, PassPoint } from './passPoints'

interface Props {
  curves: ArmPassCurves
  overlay: ArmPassCurves | undefined
  /** Every k of any panel, so that all have one axis. */
  ks: readonly number[]
}

const SHARES = niceScale(0, 1, 2)

/** One arm's pass@k against k: before RL (thin, hollow) and after it (thick), with 95 % bands. */
export function PassPanel({ curves, overlay, ks }: Props) {
  const [ref, size] = useSize({ width: 180, height: 130 })
  const { color, title } = useArmStyle()(curves.arm)
  const box: Box = { left: 30, right: size.width - 12, top: 8, bottom: size.height - 22 }
  const scale = logScale(ks[0] ?? 1, ks.at(-1) ?? 1)
  const place = ({ k, over }: PassPoint): readonly [number, number] => [
    along(box, scale, k),
    up(box, SHARES, over.mean),
  ]
  const path = (points: readonly PassPoint[]): string => lineOf(points.map(place))
  return (
    <figure className="pass-panel" aria-label={`${title}: pass@k before and after RL`}>
      <figcaption>
        <ArmName arm={curves.arm} />
      </figcaption>
      <div ref={ref} className="plot-pass">
        <svg width={size.width} height={size.height} role="img" aria-label={describe(curves)}>
          {SHARES.ticks.map((tick) => (
            <g key={tick}>
              <line
                className="plot-grid"
                x1={box.left}
                x2={box.right}
                y1={up(box, SHARES, tick)}
                y2={up(box, SHARES, tick)}
              />
              <text className="plot-tick" x={box.left - 6} y={up(box, SHARES, tick)} dy="0.32em" textAnchor="end">
                {compact(tick)}
              </text>
            </g>
          ))}
          {ks.map((k) => (
            <text key={k} className="plot-tick" x={along(box, scale, k)} y={box.bottom + 16} textAnchor="middle">
              {k}
            </text>
          ))}
          {[curves.before, curves.after].map((points, i) => (
            <path key={i} d={bandOf(points, box, (k) => along(box, scale, k))} fill={color} fillOpacity={0.13} />
          ))}
          <g fill="none" stroke={color}>
            {overlay && <path d={path(overlay.before)} strokeWidth={0.8} strokeDasharray="3 3" strokeOpacity={0.6} />}
            {overlay && <path d={path(overlay.after)} strokeWidth={1} strokeOpacity={0.6} />}
            <path d={path(curves.before)} strokeWidth={1.2} strokeDasharray="4 3" />
            <path d={path(curves.after)} strokeWidth={2.2} />
          </g>
          {curves.before.map((point) => {
            const [cx, cy] = place(point)
            return <circle key={point.k} className="pass-before" cx={cx} cy={cy} r={2.6} stroke={color} />
          })}
          {curves.after.map((point) => {
            const [x, y] = place(point)
            return <ArmMarker key={point.k} arm={curves.arm} size={3.4} x={x} y={y} />
          })}
        </svg>
      </div>
    </figure>
  )
}

const lineOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** Cut at 0 and 1, where shares end. */
function bandOf(points: readonly PassPoint[], box: Box, x: (k: number) => number): string {
  const own = points.filter(({ over }) => Number.isFinite(over.low))
  if (own.length < 2) return ''
  const y = (value: number): number => up(box, SHARES, Math.max(0, Math.min(1, value)))
  const upper = own.map(({ k, over }) => [x(k), y(over.high)] as const)
  const lower = own.map(({ k, over }) => [x(k), y(over.low)] as const)
  return `${lineOf([...upper, ...lower.reverse()])}Z`
}

function describe({ before, after }: ArmPassCurves): string {
  const words = (points: readonly PassPoint[]): string =>
    points.map(({ k, over }) => `pass@${k} ${decimal(over.mean, 2)}`).join(', ')
  return `Before RL: ${words(before)}. After RL: ${after.length > 0 ? words(after) : 'not yet'}.`
}
