import type { Estimate } from '../../core/statistics'
import { includesZero, interval, meanAndError, MISSING, signed } from '../format'
import styles from './Runs.module.css'

/** pass@1 over the seeds, with a word under it. */
export function Figure({ value, remark }: { value: Estimate | undefined; remark?: string }) {
  if (!value) return MISSING
  return (
    <>
      <span className={styles.figure}>{meanAndError(value)}</span>
      {remark !== undefined && <span className={styles.remark}>{remark}</span>}
    </>
  )
}

/** A paired difference with its interval and n: strong where the interval excludes 0. */
export function Difference({ value }: { value: Estimate | undefined }) {
  if (!value) return MISSING
  const range = interval(value)
  const shown = range !== undefined && !includesZero(value)
  return (
    <>
      <span className={shown ? `${styles.figure} ${styles.figureShown}` : styles.figure}>{signed(value.mean)}</span>
      <span className={styles.remark}>
        {range ?? 'no interval'}, n = {value.n}
      </span>
    </>
  )
}
