import { memo } from 'react'
import { ReferenceLine } from 'recharts'
import type { Estimate } from '../../core/statistics'
import type { ArmId } from '../../config/armId'
import { type RowBar, RowBars } from '../charts/kit/bars'
import { Chart, type Margins } from '../charts/kit/Chart'
import kit from '../charts/kit/kit.module.css'
import { type Point, PointMarks } from '../charts/kit/marks'
import { niceScale, type Scale, spacedTicks, within } from '../charts/kit/scale'
import { decimal } from '../format'
import { ArmName } from '../ArmMarks'
import { useArmStyle } from '../armStyle'
import styles from './results.module.css'

export interface Bar {
  arm: ArmId
  over: Estimate
  seeds: readonly number[]
  /** The other run's mean, where there is one. */
  other: number | undefined
}

interface Props {
  title: string
  about: string
  bars: readonly Bar[]
}

const MARGINS: Margins = { left: 14, right: 14, top: 0, bottom: 22 }
const ROW = 20
const THICKNESS = 10

/** One figure of every arm: a bar to the mean, a whisker for its 95 % interval, and a dot for each seed. */
export const Bars = memo(function Bars({ title, about, bars }: Props) {
  const styleOf = useArmStyle()
  const shown = bars.filter(({ over }) => over.n > 0)
  if (shown.length === 0) return null
  const values = [0, ...shown.flatMap(({ seeds, over, other }) => [...seeds, over.mean, other ?? 0])]
  const scale = niceScale(Math.min(...values), Math.max(...values), 4)
  return (
    <figure aria-label={title}>
      <figcaption>
        <h3>{title}</h3>
        <p className={kit.about}>{about}</p>
      </figcaption>
      <div
        className={styles.barRows}
        style={{ gridTemplateRows: `repeat(${shown.length}, ${ROW}px) ${MARGINS.bottom}px` }}
      >
        <ul>
          {shown.map(({ arm, over }) => (
            <li key={arm}>
              <ArmName arm={arm} />
              <span className={styles.barValue}>
                {decimal(over.mean, 2)}
                {over.n > 1 && <span className={styles.barRest}> ± {decimal(over.high - over.mean, 2)}</span>}
              </span>
            </li>
          ))}
        </ul>
        <Chart
          className={styles.barPlot}
          x={(width) => ({ scale: { ...scale, ticks: spacedTicks(scale, width) } })}
          y={shown.map(({ arm }) => arm)}
          margins={MARGINS}
          data={shown.map(({ arm, over }): RowBar => ({
            arm,
            x: over.mean,
            y: arm,
            says: `${styleOf(arm).title}: ${textOf(over)}`,
          }))}
        >
          <RowBars thickness={THICKNESS} />
          <ReferenceLine x={0} stroke="var(--ink-soft)" />
          <PointMarks points={shown.flatMap((bar) => inRow(bar, scale, styleOf(bar.arm).title))} />
        </Chart>
      </div>
    </figure>
  )
})

const textOf = ({ mean, high, n }: Estimate): string =>
  n > 1 ? `${decimal(mean, 2)} ± ${decimal(high - mean, 2)}` : decimal(mean, 2)

/** What lies over an arm's bar: its interval, its seeds, and the other run's mean. */
function inRow({ arm, over, seeds, other }: Bar, scale: Scale, title: string): Point[] {
  const interval = { arm, x: over.mean, y: arm, mark: 'none' as const, size: THICKNESS / 2 - 1 }
  const whisker = { along: 'x', low: within(scale, over.low), high: within(scale, over.high) } as const
  return [
    ...(over.n > 1 ? [{ ...interval, whisker }] : []),
    ...seeds.map((x): Point => ({ arm, x, y: arm, mark: 'dot', size: 2.6, says: `${title}, one seed: ${decimal(x)}` })),
    ...(other === undefined ? [] : [{ arm, x: other, y: arm, mark: 'line' as const, size: ROW / 2 }]),
  ]
}
