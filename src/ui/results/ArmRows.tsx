import { useId, useState } from 'react'
import type { Estimate } from '../../core/statistics'
import type { RunResults } from '../../results/results'
import { type TableCell, type TableRow, valuesAt } from '../../results/tables'
import { decimal, includesZero, interval, meanAndError, MISSING, signed } from '../format'
import { ArmName } from '../ArmMarks'
import { classes } from '../parts/classes'
import styles from './ResultsTable.module.css'

const moments = ['postSft', 'postRl'] as const

/** An arm's row and, when opened, one row for each of its seeds. */
export function ArmRows({ row, results }: { row: TableRow; results: RunResults }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <tbody id={id}>
      <tr>
        <th scope="row">
          <button
            type="button"
            className={styles.expand}
            aria-expanded={open}
            aria-controls={id}
            title={open ? 'Hide the seeds' : 'Show each seed'}
            onClick={() => {
              setOpen(!open)
            }}
          >
            <span className={styles.chevron} aria-hidden="true">
              ›
            </span>
            <ArmName arm={row.arm} />
          </button>
        </th>
        {moments.map((moment) => (
          <Figures key={moment} cell={row[moment]} />
        ))}
        {moments.map((moment) => (
          <DifferenceCell key={moment} difference={row[moment]?.difference} reference={row.arm === 'sft'} />
        ))}
      </tr>
      {open && <SeedRows arm={row.arm} results={results} />}
    </tbody>
  )
}

function Figures({ cell }: { cell: TableCell | undefined }) {
  return (
    <>
      <td>{cell ? meanAndError(cell.passAt1) : MISSING}</td>
      <td>{cell ? meanAndError(cell.passAtK) : MISSING}</td>
    </>
  )
}

function SeedRows({ arm, results }: { arm: TableRow['arm']; results: RunResults }) {
  const { config, seeds } = results
  const columns = [0, config?.rl.steps ?? NaN].map((step) => {
    const [own, ofK, canonical] = [
      valuesAt(results, arm, 'passAt1', step),
      valuesAt(results, arm, 'passAtK', step),
      valuesAt(results, 'sft', 'passAt1', step),
    ]
    return { own, ofK, canonical }
  })
  return seeds.map((seed, i) => (
    <tr key={seed} className={styles.seedRow}>
      <th scope="row">seed {seed}</th>
      {columns.flatMap(({ own, ofK }, moment) =>
        [own, ofK].map((values, metric) => <td key={`${moment} ${metric}`}>{decimal(values[i] ?? NaN)}</td>),
      )}
      {columns.map(({ own, canonical }, moment) => (
        <td key={moment} className={styles.difference}>
          {arm === 'sft' ? '' : signed((own[i] ?? NaN) - (canonical[i] ?? NaN))}
        </td>
      ))}
    </tr>
  ))
}

interface DifferenceProps {
  /** Undefined where there is nothing to compare yet, or with. */
  difference: Estimate | undefined
  /** Canonical SFT itself: what the others are compared to. */
  reference: boolean
}

/** A paired difference with its interval and n: `+0.250 [0.030, 0.480], n = 8`. */
function DifferenceCell({ difference, reference }: DifferenceProps) {
  if (reference) return <td className={`${styles.difference} ${styles.reference}`}>reference</td>
  if (!difference) return <td className={styles.difference}>{MISSING}</td>
  const range = interval(difference)
  const shown = range !== undefined && !includesZero(difference)
  return (
    <td className={classes(styles.difference, !shown && styles.differenceOpen)}>
      <span className={styles.figure}>{signed(difference.mean)}</span>
      {range && (
        <>
          {' '}
          <span className={styles.interval}>{range}</span>
        </>
      )}
      <span className="visually-hidden">, </span>
      <span className={styles.remark}>{remark(difference.n, range !== undefined, shown)}</span>
    </td>
  )
}

function remark(n: number, hasInterval: boolean, shown: boolean): string {
  if (!hasInterval) return `n = ${n}: no interval`
  return shown ? `n = ${n}` : `n = ${n}, no difference shown`
}
