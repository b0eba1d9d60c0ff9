/** What the tables that stand in for charts have in their cells. */
import type { Estimate } from '../../../core/statistics'
import { decimal } from '../../format'
import { ArmName } from '../../ArmMarks'
import styles from './kit.module.css'

/** `0.705 [0.563, 0.847], n = 6`: mean, 95 % interval and number of seeds. */
export function EstimateText({ of, text = decimal }: { of: Estimate; text?: (value: number) => string }) {
  const { mean, low, high, n } = of
  const hasInterval = Number.isFinite(low) && Number.isFinite(high)
  return (
    <>
      {text(mean)}{' '}
      <span className={styles.rest}>
        {hasInterval && `[${text(low)}, ${text(high)}], `}n = {n}
      </span>
    </>
  )
}

/** An arm's name, and below it the run, where it is not the one that the table is about. */
export const ArmOfRun = ({ arm, run }: { arm: Parameters<typeof ArmName>[0]['arm']; run?: string | undefined }) => (
  <>
    <ArmName arm={arm} />
    {run !== undefined && run !== '' && <span className={styles.run}>{run}</span>}
  </>
)
