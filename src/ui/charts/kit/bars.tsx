/** Bars on recharts' own `Bar`: along rows from 0, or as the columns of a histogram. */
import { Bar } from 'recharts'
import type { ArmId } from '../../../config/armId'
import { useArmStyle } from '../../armStyle'
import { usePlacing } from './marks'

/** A bar from 0 to x in a row. */
export interface RowBar {
  arm: ArmId
  x: number
  y: string
  says: string
}

/** A column over a stretch of the x axis. */
export interface Column {
  /** Its middle. */
  x: number
  /** How high it is. */
  y: number
  low: number
  high: number
  color: string
  says: string
}

interface Shape {
  x?: number
  y?: number
  width?: number
  height?: number
  payload?: unknown
}

/** The bars of a chart whose `data` are `RowBar`s; `thickness` in pixels. */
export const RowBars = ({ thickness }: { thickness: number }) => (
  <Bar dataKey="x" barSize={thickness} shape={rowShape} isAnimationActive={false} />
)

/** The columns of a chart whose `data` are `Column`s. */
export const Columns = () => <Bar dataKey="y" shape={columnShape} isAnimationActive={false} />

const rowShape = ({ payload, ...box }: Shape) => <RowShape bar={payload as RowBar} {...box} />
const columnShape = ({ payload, ...box }: Shape) => <ColumnShape column={payload as Column} {...box} />

function RowShape({ bar: { arm }, x = 0, y = 0, width = 0, height = 0 }: Shape & { bar: RowBar }) {
  const { color, hollow } = useArmStyle()(arm)
  return (
    <rect
      // A negative value goes to the left.
      x={Math.min(x, x + width)}
      y={y}
      width={Math.abs(width)}
      height={height}
      fill={color}
      fillOpacity={hollow ? 0.08 : 0.28}
      stroke={color}
    />
  )
}

/** Between two neighbours, in pixels. */
const GAP = 0.8

/** As wide as its stretch, whatever width recharts would give it. */
function ColumnShape({ column: { low, high, color }, y = 0, height = 0 }: Shape & { column: Column }) {
  const place = usePlacing()
  if (!place || height <= 0) return null
  const [from, to] = [place.x(low), place.x(high)]
  return (
    <rect
      x={from + GAP / 2}
      y={y}
      width={Math.max(0.5, to - from - GAP)}
      height={height}
      style={{ fill: color }}
      stroke="var(--edge)"
      strokeWidth={0.5}
    />
  )
}
