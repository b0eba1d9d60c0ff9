import type { BeforeAfter, Crossing } from '../../results/diagnostics'
import { ArmMarker } from '../ArmMarker'
import { useSize } from '../charts/useSize'
import { compact, decimal } from '../format'
import { useArmStyle } from '../useArmStyle'
import { along, type Box, shareScale, up } from './frame'

interface Props {
  arms: readonly BeforeAfter[]
  /** The pairs whose order changes, in the order of their numbers; all that are shown first. */
  crossings: readonly Crossing[]
  /** The other run's arms, drawn lighter. */
  overlay: readonly BeforeAfter[]
  overlayName: string
}

/** pass@1 before RL against pass@1 after it; a line that falls to the right joins two arms whose order RL reversed. */
export function RankScatter({ arms, crossings, overlay, overlayName }: Props) {
  const [ref, size] = useSize({ width: 480, height: 340 })
  const titleOf = useArmStyle()
  const box: Box = { left: 56, right: size.width - 16, top: 12, bottom: size.height - 44 }
  const everyone = [...arms, ...overlay]
  const values = (of: 'before' | 'after'): number[] =>
    everyone.flatMap((arm) => [...arm.seeds.map((seed) => seed[of]), arm[of].mean])
  if (everyone.length === 0) return <p className="no-values plot-rank">No arm is shown</p>
  const [before, after] = [shareScale(values('before')), shareScale(values('after'))]
  const x = (value: number): number => along(box, before, value)
  const y = (value: number): number => up(box, after, value)
  const diagonal = [Math.max(before.domain[0], after.domain[0]), Math.min(before.domain[1], after.domain[1])] as const
  const meanOf = (arm: string) => arms.find((one) => one.arm === arm)
  return (
    <div ref={ref} className="plot-rank">
      <svg width={size.width} height={size.height} role="img" aria-label={describe(arms, (arm) => titleOf(arm).title)}>
        {before.ticks.map((tick) => (
          <g key={`x ${tick}`}>
            <line className="plot-grid" x1={x(tick)} x2={x(tick)} y1={box.top} y2={box.bottom} />
            <text className="plot-tick" x={x(tick)} y={box.bottom + 17} textAnchor="middle">
              {compact(tick)}
            </text>
          </g>
        ))}
        {after.ticks.map((tick) => (
          <g key={`y ${tick}`}>
            <line className="plot-grid" x1={box.left} x2={box.right} y1={y(tick)} y2={y(tick)} />
            <text className="plot-tick" x={box.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {compact(tick)}
            </text>
          </g>
        ))}
        <text className="plot-name" x={(box.left + box.right) / 2} y={size.height - 8} textAnchor="middle">
          pass@1 before RL
        </text>
        <text
          className="plot-name"
          transform={`translate(14 ${(box.top + box.bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          pass@1 after RL
        </text>
        {diagonal[0] < diagonal[1] && (
          <line
            className="rank-unchanged"
            x1={x(diagonal[0])}
            y1={y(diagonal[0])}
            x2={x(diagonal[1])}
            y2={y(diagonal[1])}
          />
        )}
        {crossings.map(({ upper, lower, shown }) => {
          const [one, other] = [meanOf(upper), meanOf(lower)]
          if (!one || !other) return null
          return (
            <line
              key={`${upper} ${lower}`}
              className={shown ? 'rank-reversal' : 'rank-crossing'}
              x1={x(one.before.mean)}
              y1={y(one.after.mean)}
              x2={x(other.before.mean)}
              y2={y(other.after.mean)}
            />
          )
        })}
        {overlay.map((one) => (
          <Dot key={one.arm} of={one} x={x} y={y} size={4.5} opacity={0.5} note={` of ${overlayName}`} />
        ))}
        {arms.map((one) =>
          one.seeds.map((seed) => (
            <g key={`${one.arm} ${seed.seed}`}>
              <title>
                {`${titleOf(one.arm).title}, seed ${seed.seed}: ${decimal(seed.before)} before RL, ${decimal(seed.after)} after`}
              </title>
              <ArmMarker arm={one.arm} size={3.4} x={x(seed.before)} y={y(seed.after)} opacity={0.55} />
            </g>
          )),
        )}
        {/* Means last, so that no seed hides one; their numbers above all. */}
        {arms.map((one) => (
          <Dot key={one.arm} of={one} x={x} y={y} size={7.5} opacity={1} note="" />
        ))}
        {crossings.map(({ upper, lower, shown }, i) => {
          const [one, other] = [meanOf(upper), meanOf(lower)]
          if (!shown || !one || !other) return null
          const middle = [x((one.before.mean + other.before.mean) / 2), y((one.after.mean + other.after.mean) / 2)]
          return (
            <g key={`${upper} ${lower}`} className="rank-number" transform={`translate(${middle.join(' ')})`}>
              <circle r={8.5} />
              <text dy="0.35em" textAnchor="middle">
                {i + 1}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

interface DotProps {
  of: BeforeAfter
  x: (value: number) => number
  y: (value: number) => number
  size: number
  opacity: number
  note: string
}

function Dot({ of: { arm, seeds, before, after }, x, y, size, opacity, note }: DotProps) {
  const { title } = useArmStyle()(arm)
  const over = seeds.length > 1 ? `, mean of ${seeds.length} seeds` : ''
  return (
    <g>
      <title>{`${title}${note}${over}: ${decimal(before.mean)} before RL, ${decimal(after.mean)} after`}</title>
      <ArmMarker arm={arm} size={size} x={x(before.mean)} y={y(after.mean)} opacity={opacity} />
    </g>
  )
}

/** The picture in words. */
function describe(arms: readonly BeforeAfter[], titleOf: (arm: BeforeAfter['arm']) => string): string {
  const each = arms.map(
    ({ arm, before, after }) => `${titleOf(arm)} ${decimal(before.mean, 2)} before, ${decimal(after.mean, 2)} after`,
  )
  return `Mean pass@1 before and after RL: ${each.join('; ')}.`
}
