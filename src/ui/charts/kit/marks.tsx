/**
 * What charts draw over their axes. Lines and bands are paths on recharts' scales and not its `Line` and `Area`: with ten arms a
 * redraw of those takes seven times as long, because every one of them is an entry of a store that all the others listen to.
 */
import { memo, type ReactNode, useId, useMemo } from 'react'
import { Scatter, usePlotArea, useXAxisScale, useYAxisScale } from 'recharts'
import type { ArmId } from '../../../config/armId'
import { ArmMarker } from '../../ArmMarks'
import { useArmStyle } from '../../armStyle'
import { bandPath, type Edges, linePath, type Placing, type XY } from './paths'

/** Beyond any edge: a logarithmic axis has no place for 0 and what is below. */
const FAR = 1e4

/** Where values stand in the chart around; undefined until recharts has laid it out. */
export function usePlacing(): Placing | undefined {
  const x = useXAxisScale()
  const y = useYAxisScale()
  return useMemo(() => {
    const finite = (pixel: number | undefined, instead: number): number =>
      pixel !== undefined && Number.isFinite(pixel) ? pixel : instead
    return x && y && { x: (value) => finite(x(value), -FAR), y: (value) => finite(y(value), FAR) }
  }, [x, y])
}

/** The most points that one path of the chart around has: one a pixel shows all that there is to see. */
const useMostPoints = (): number => Math.max(2, Math.round(usePlotArea()?.width ?? 0))

interface LineProps {
  /** Lines of one look; each is in the order of x. */
  lines: readonly (readonly XY[])[]
  color: string
  width: number
  dash?: string
  opacity?: number
  /** What the line is, for who looks for it in the page. */
  part?: string
}

/** Lines through points. */
export const LineMark = memo(function LineMark({ lines, color, width, dash, opacity = 1, part }: LineProps) {
  const place = usePlacing()
  const most = useMostPoints()
  const path = useMemo(
    () => (place ? lines.map((points) => linePath(points, place, most)).join('') : ''),
    [lines, place, most],
  )
  return (
    <path
      data-part={part}
      d={path}
      fill="none"
      stroke={color}
      strokeWidth={width}
      strokeDasharray={dash}
      strokeOpacity={opacity}
      strokeLinejoin="round"
    />
  )
})

interface BandProps {
  band: readonly Edges[]
  color: string
  opacity: number
  /** Where the metric itself ends: a t-interval knows nothing of that, so the band is cut there. */
  bounds?: readonly [number, number] | undefined
}

/** What lies between two lines: an interval along x. */
export const BandMark = memo(function BandMark({ band, color, opacity, bounds }: BandProps) {
  const place = usePlacing()
  const most = useMostPoints()
  const [least, greatest] = bounds ?? [-Infinity, Infinity]
  const path = useMemo(() => {
    const cut = band.map(({ x, low, high }) => ({ x, low: Math.max(least, low), high: Math.min(greatest, high) }))
    return place ? bandPath(cut, place, most) : ''
  }, [band, place, most, least, greatest])
  return <path d={path} fill={color} fillOpacity={opacity} />
})

/** An arm's point. */
export interface Point {
  x: number
  /** A value, or a row. */
  y: number | string
  arm: ArmId
  /** The arm's own marker unless said otherwise; a line stands upright. */
  mark?: 'dot' | 'ring' | 'line' | 'none'
  /** Half its width in pixels; of a line half its height. */
  size: number
  opacity?: number
  /** Its interval: a whisker along this axis, from the lower to the higher end. */
  whisker?: { along: 'x' | 'y'; low: number; high: number } | undefined
  /** What a pointer over it is told. */
  says?: string
}

/** Points in the colours and shapes of their arms; those of a later group lie over those of an earlier one. */
export const PointMarks = memo(function PointMarks({
  points,
  group = 0,
}: {
  points: readonly Point[]
  group?: number
}) {
  // Without points of its own recharts would draw what the whole chart has.
  if (points.length === 0) return null
  return <Scatter data={points} shape={pointShape} isAnimationActive={false} zIndex={FIRST_GROUP + group} />
})

/** recharts' own place of scatters. */
const FIRST_GROUP = 600

const pointShape = ({ cx, cy, payload }: { cx?: number | undefined; cy?: number | undefined; payload?: unknown }) => (
  <PointShape cx={cx ?? NaN} cy={cy ?? NaN} point={payload as Point} />
)

function PointShape({ cx, cy, point }: { cx: number; cy: number; point: Point }) {
  const place = usePlacing()
  const { color } = useArmStyle()(point.arm)
  if (!Number.isFinite(cx) || !Number.isFinite(cy)) return null
  return (
    <g opacity={point.opacity} data-arm={point.arm}>
      {point.whisker && place && (
        <path d={whiskerPath(point.whisker, place, cx, cy)} stroke={color} strokeWidth={1.4} fill="none" />
      )}
      <Mark {...point} cx={cx} cy={cy} color={color} />
    </g>
  )
}

function Mark({
  arm,
  mark,
  size,
  cx,
  cy,
  color,
}: Pick<Point, 'arm' | 'mark' | 'size'> & { cx: number; cy: number; color: string }) {
  switch (mark) {
    case undefined:
      return <ArmMarker arm={arm} size={size} x={cx} y={cy} />
    case 'dot':
      return <circle cx={cx} cy={cy} r={size} fill={color} stroke="var(--surface)" strokeWidth={0.8} />
    case 'ring':
      return <circle cx={cx} cy={cy} r={size} fill="var(--surface)" stroke={color} />
    case 'line':
      return <path d={`M${cx} ${cy - size}v${2 * size}`} stroke={color} strokeWidth={2} strokeDasharray="2 2" />
    case 'none':
      return null
  }
}

/** Half the length of a whisker's ends, in pixels. */
const CAP = 4

function whiskerPath(
  { along, low, high }: NonNullable<Point['whisker']>,
  place: Placing,
  x: number,
  y: number,
): string {
  const [from, to] = [place[along](low), place[along](high)]
  return along === 'x'
    ? `M${from} ${y - CAP}v${2 * CAP}M${to} ${y - CAP}v${2 * CAP}M${from} ${y}H${to}`
    : `M${x - CAP} ${from}h${2 * CAP}M${x - CAP} ${to}h${2 * CAP}M${x} ${from}V${to}`
}

/** How far lines may stick out of the plot, so that none is cut in half at its edge. */
const OVERHANG = 4

/** Cuts what lies far outside the plot: a band may be much wider than its values. */
export function Clipped({ children }: { children: ReactNode }) {
  const id = useId()
  const area = usePlotArea()
  return (
    <>
      <clipPath id={id}>
        {area && (
          <rect
            x={area.x - OVERHANG}
            y={area.y - OVERHANG}
            width={Math.max(0, area.width + 2 * OVERHANG)}
            height={Math.max(0, area.height + OVERHANG + 1)}
          />
        )}
      </clipPath>
      <g clipPath={`url(#${id})`}>{children}</g>
    </>
  )
}
