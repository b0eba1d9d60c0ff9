import { ReferenceDot, ReferenceLine } from 'recharts'
import type { BeforeAfter, Crossing } from '../../results/diagnostics'
import { Chart, type Margins } from '../charts/kit/Chart'
import kit from '../charts/kit/kit.module.css'
import { PointMarks } from '../charts/kit/marks'
import { shareScale } from '../charts/kit/scale'
import { decimal } from '../format'
import { useArmStyle } from '../armStyle'
import styles from './results.module.css'

interface Props {
  arms: readonly BeforeAfter[]
  /** The pairs whose order changes, in the order of their numbers; all that are shown first. */
  crossings: readonly Crossing[]
  /** The other run's arms, drawn lighter. */
  overlay: readonly BeforeAfter[]
  overlayName: string
}

const MARGINS: Margins = { left: 56, right: 16, top: 12, bottom: 44 }

/** pass@1 before RL against pass@1 after it; a line that falls to the right joins two arms whose order RL reversed. */
export function RankScatter({ arms, crossings, overlay, overlayName }: Props) {
  const styleOf = useArmStyle()
  const titleOf = (arm: BeforeAfter['arm']): string => styleOf(arm).title
  const everyone = [...arms, ...overlay]
  if (everyone.length === 0) return <p className={`${kit.none} ${styles.rankPlot}`}>No arm is shown</p>
  const values = (of: 'before' | 'after'): number[] =>
    everyone.flatMap((arm) => [...arm.seeds.map((seed) => seed[of]), arm[of].mean])
  const [x, y] = [shareScale(values('before')), shareScale(values('after'))]
  const diagonal = [Math.max(x.domain[0], y.domain[0]), Math.min(x.domain[1], y.domain[1])] as const
  const meanOf = new Map(arms.map(({ arm, before, after }) => [arm, { x: before.mean, y: after.mean }]))
  const joined = crossings.flatMap(({ upper, lower, shown }, i) => {
    const [one, other] = [meanOf.get(upper), meanOf.get(lower)]
    return one && other ? [{ key: `${upper} ${lower}`, one, other, shown, number: i + 1 }] : []
  })
  const says = (who: string, before: number, after: number): string =>
    `${who}: ${decimal(before)} before RL, ${decimal(after)} after`
  const means = (of: readonly BeforeAfter[], size: number, opacity: number, note: string) =>
    of.map(({ arm, seeds, before, after }) => ({
      arm,
      x: before.mean,
      y: after.mean,
      size,
      opacity,
      says: says(
        `${titleOf(arm)}${note}${seeds.length > 1 ? `, mean of ${seeds.length} seeds` : ''}`,
        before.mean,
        after.mean,
      ),
    }))
  const seeds = arms.flatMap(({ arm, seeds: own }) =>
    own.map(({ seed, before, after }) => ({
      arm,
      x: before,
      y: after,
      size: 3.4,
      opacity: 0.55,
      says: says(`${titleOf(arm)}, seed ${seed}`, before, after),
    })),
  )
  return (
    <Chart
      className={styles.rankPlot}
      label={describe(arms, titleOf)}
      x={{ scale: x, name: 'pass@1 before RL', grid: true }}
      y={{ scale: y, name: 'pass@1 after RL', grid: true }}
      margins={MARGINS}
    >
      {diagonal[0] < diagonal[1] && (
        <ReferenceLine
          segment={[
            { x: diagonal[0], y: diagonal[0] },
            { x: diagonal[1], y: diagonal[1] },
          ]}
          stroke="var(--edge)"
          strokeDasharray="3 4"
        />
      )}
      {joined.map(({ key, one, other, shown }) => (
        <ReferenceLine
          key={key}
          segment={[one, other]}
          {...(shown
            ? { stroke: 'var(--ink)', strokeWidth: 1.6 }
            : { stroke: 'var(--ink-faint)', strokeDasharray: '1 3' })}
        />
      ))}
      <PointMarks points={means(overlay, 4.5, 0.5, ` of ${overlayName}`)} />
      <PointMarks points={seeds} group={1} />
      {/* Means after all seeds, so that none hides one; the numbers of reversals above all. */}
      <PointMarks points={means(arms, 7.5, 1, '')} group={2} />
      {joined
        .filter(({ shown }) => shown)
        .map(({ key, one, other, number }) => (
          <ReferenceDot
            key={key}
            x={(one.x + other.x) / 2}
            y={(one.y + other.y) / 2}
            r={8.5}
            fill="var(--ink)"
            stroke="var(--surface)"
            strokeWidth={1.5}
            zIndex={700}
            label={{
              value: number,
              position: 'center',
              fill: 'var(--surface)',
              fontSize: '0.6875rem',
              fontWeight: 650,
            }}
          />
        ))}
    </Chart>
  )
}

/** The picture in words. */
function describe(arms: readonly BeforeAfter[], titleOf: (arm: BeforeAfter['arm']) => string): string {
  const each = arms.map(
    ({ arm, before, after }) => `${titleOf(arm)} ${decimal(before.mean, 2)} before, ${decimal(after.mean, 2)} after`,
  )
  return `Mean pass@1 before and after RL: ${each.join('; ')}.`
}
