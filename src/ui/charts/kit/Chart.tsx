/**
 * The frame of every chart: recharts measures out axes, ticks and grid in the box that the stylesheet gives it, and what is drawn
 * inside (`marks.tsx`, or recharts' own parts) places itself on those axes.
 */
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { BarChart, CartesianGrid, ScatterChart, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts'
import { compact } from '../../format'
import styles from './kit.module.css'
import type { Scale } from './scale'

/** An axis and how it is labelled. */
export interface Axis {
  scale: Scale
  /** What stands at a tick; a number in few characters unless said otherwise. */
  format?: (value: number) => string
  /** Stands along the axis. */
  name?: string
  /** Lines through the plot at every tick. */
  grid?: boolean
  /** A line along the axis. */
  line?: boolean
}

/** What lies around the plot, in pixels: the left and the lower margin hold the axes. */
export interface Margins {
  left: number
  right: number
  top: number
  bottom: number
}

interface Props {
  /** May depend on how many pixels the plot is wide. */
  x: Axis | ((width: number) => Axis)
  /** An axis, or rows from the top down, which something beside the chart names. */
  y: Axis | readonly string[]
  margins: Margins
  /** Gives the box its height; without it, it fills what it stands in. */
  className?: string | undefined
  /** The drawing in words; without it a drawing is left out of what is read aloud, because something beside it says the same. */
  label?: string
  /** What bars stand for: each with its x and y, where y names one of the rows. Other marks bring their own. */
  data?: readonly object[]
  children: ReactNode
}

/** Marks over two axes. What has `says` in its data says so under a pointer. */
export function Chart({ x: axis, y, margins, className, label, data, children }: Props) {
  const [ref, size] = useSize()
  const rows = 'scale' in y ? undefined : y
  const inner = Math.max(0, (size?.width ?? 0) - margins.left - margins.right)
  const x = typeof axis === 'function' ? axis(inner) : axis
  const Frame = data ? BarChart : ScatterChart
  return (
    <div
      ref={ref}
      className={`${styles.box} ${className ?? styles.fill}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {size && (
        <Frame
          className={styles.drawing ?? ''}
          layout={rows ? 'vertical' : 'horizontal'}
          width={size.width}
          height={size.height}
          margin={{ top: margins.top, right: margins.right, bottom: 0, left: 0 }}
          barCategoryGap={0}
          // Arrow keys would walk through points that mean nothing without their picture.
          accessibilityLayer={false}
          data={data ?? corners(x.scale, y)}
        >
          <CartesianGrid
            vertical={x.grid ?? false}
            horizontal={'scale' in y && (y.grid ?? false)}
            stroke="var(--rule)"
          />
          <XAxis dataKey="x" height={margins.bottom} tickSize={4} {...axisProps(x)} {...nameBelow(x.name)} />
          {'scale' in y ? (
            <YAxis
              dataKey="y"
              width={margins.left}
              tickSize={6}
              {...axisProps(y)}
              {...nameAside(y.name)}
              tickLine={false}
            />
          ) : (
            <YAxis
              dataKey="y"
              width={margins.left}
              type="category"
              allowDuplicatedCategory={false}
              tick={false}
              axisLine={false}
              tickLine={false}
            />
          )}
          <Tooltip content={says} shared={false} cursor={false} isAnimationActive={false} wrapperStyle={OVER} />
          {children}
        </Frame>
      )}
    </div>
  )
}

/** recharts lays out no axis of which it knows no value, though its ends are given; nothing draws these. */
const corners = (x: Scale, y: Props['y']): { x: number; y: number | string }[] =>
  [0, 1].map((end) => ({ x: x.domain[end] ?? 0, y: ('scale' in y ? y.scale.domain[end] : y[end]) ?? 0 }))

const OVER = { zIndex: 5 }

/** The words of what is under the pointer. */
function says({ payload }: TooltipContentProps) {
  const words = (payload[0]?.payload as { says?: string } | undefined)?.says
  return words === undefined ? null : <p className={styles.tooltip}>{words}</p>
}

const TICK = { fill: 'var(--ink-faint)', fontSize: '0.75rem' }
const NAME = { fill: 'var(--ink-soft)', fontSize: '0.75rem' }

/** What both axes tell recharts: these ends and these ticks, and none of its own. */
export const axisProps = ({ scale, format = compact, line = false }: Omit<Axis, 'name'>) =>
  ({
    type: 'number',
    scale: scale.kind,
    domain: [...scale.domain],
    ticks: [...scale.ticks],
    tickFormatter: format,
    interval: 0,
    tick: TICK,
    stroke: 'var(--edge)',
    axisLine: line,
    tickLine: line,
  }) as const

const nameBelow = (value: string | undefined) =>
  value === undefined ? {} : { label: { value, ...NAME, position: 'insideBottom' as const, offset: 8 } }

const nameAside = (value: string | undefined) =>
  value === undefined
    ? {}
    : {
        label: {
          value,
          ...NAME,
          angle: -90,
          position: 'insideLeft' as const,
          style: { textAnchor: 'middle' as const },
        },
      }

interface Size {
  width: number
  height: number
}

/** The inner size of an element as the page lays it out; undefined until it has been laid out. */
export function useSize(): [RefObject<HTMLDivElement | null>, Size | undefined] {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Size>()
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      // Hidden views have no size; what they show stays as it was.
      if (width > 0 && height > 0) setSize({ width, height })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [])
  return [ref, size]
}
