import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { ArmId } from '../../experiment/arms'
import type { BeforeAfter } from '../../experiment/diagnostics'
import { ArmMarker } from '../ArmMarker'
import { niceScale } from '../charts/scale'
import { compact, decimal } from '../format'
import { ArmName } from '../Swatch'

/** One point of the scatter: a seed of an arm, or the mean over its seeds. */
interface Dot {
  arm: ArmId
  name: string
  before: number
  after: number
  size: number
  opacity: number
}

/** A seed's points are faint and small where there are means to read. */
function dotsOf({ arm, seeds, before, after }: BeforeAfter): Dot[] {
  const each = seeds.map((one) => ({ arm, name: `seed ${one.seed}`, before: one.before, after: one.after }))
  if (each.length === 1) return each.map((dot) => ({ ...dot, size: 7, opacity: 1 }))
  const mean = {
    arm,
    name: `mean of ${each.length} seeds`,
    before: before.mean,
    after: after.mean,
    size: 7.5,
    opacity: 1,
  }
  return [...each.map((dot) => ({ ...dot, size: 3.6, opacity: 0.6 })), mean]
}

/** pass@1 before RL against pass@1 after it: who stands right of another and below it has lost its place. */
export function RankScatter({ arms, height }: { arms: readonly BeforeAfter[]; height: number }) {
  if (arms.length === 0) {
    return (
      <p className="no-values" style={{ height }}>
        No arm is shown
      </p>
    )
  }
  const all = arms.flatMap(dotsOf)
  // Means last, so that no seed hides one.
  const dots = [...all].sort((a, b) => a.size - b.size)
  const before = axis(dots.map((dot) => dot.before))
  const after = axis(dots.map((dot) => dot.after))
  const common = { type: 'number', tickFormatter: compact, interval: 0, stroke: 'var(--ink-faint)' } as const
  const low = Math.max(before.domain[0], after.domain[0])
  const high = Math.min(before.domain[1], after.domain[1])
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 320, height }}>
      <ScatterChart margin={{ top: 12, right: 14, bottom: 22, left: 8 }}>
        <CartesianGrid stroke="var(--rule)" />
        <XAxis
          {...common}
          dataKey="before"
          domain={[...before.domain]}
          ticks={[...before.ticks]}
          label={{ value: 'pass@1 before RL', position: 'insideBottom', offset: -14, className: 'axis-label' }}
        />
        <YAxis
          {...common}
          dataKey="after"
          domain={[...after.domain]}
          ticks={[...after.ticks]}
          width={44}
          label={{ value: 'pass@1 after RL', angle: -90, position: 'insideLeft', className: 'axis-label', dy: 48 }}
        />
        {low < high && (
          <ReferenceLine
            segment={[
              { x: low, y: low },
              { x: high, y: high },
            ]}
            stroke="var(--edge)"
            strokeDasharray="3 4"
          />
        )}
        <Tooltip
          isAnimationActive={false}
          cursor={false}
          content={({ active, payload }) => <DotTooltip active={active} dot={dotIn(payload)} />}
        />
        <Scatter
          data={dots}
          isAnimationActive={false}
          shape={(point: { cx?: number | undefined; cy?: number | undefined; payload?: Dot }) => {
            const { cx, cy, payload } = point
            if (cx === undefined || cy === undefined || !payload) return <g />
            return <ArmMarker arm={payload.arm} size={payload.size} x={cx} y={cy} opacity={payload.opacity} />
          }}
        />
      </ScatterChart>
    </ResponsiveContainer>
  )
}

/** Round ends around shares; where all are equal, some room on the sides that there are, since no share is below 0 or above 1. */
function axis(values: readonly number[]) {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low < high ? niceScale(low, high) : niceScale(Math.max(0, low - 0.1), Math.min(1, high + 0.1))
}

function dotIn(payload: readonly { payload?: unknown }[] | undefined): Dot | undefined {
  return payload?.[0]?.payload as Dot | undefined
}

function DotTooltip({ active, dot }: { active: boolean; dot: Dot | undefined }) {
  if (!active || !dot) return null
  return (
    <div className="tooltip">
      <p className="tooltip-title">
        <ArmName arm={dot.arm} />, {dot.name}
      </p>
      <p>
        {decimal(dot.before)} before RL, {decimal(dot.after)} after
      </p>
    </div>
  )
}
