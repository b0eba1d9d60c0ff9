import { useMemo } from 'react'
import { headline } from '../../results/headline'
import type { RunResults } from '../../results/results'
import { resultsTable } from '../../results/tables'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmRows } from './ArmRows'
import styles from './ResultsTable.module.css'

/** The figures of the run: every arm after SFT and after RL, and its paired difference to canonical SFT. */
export function ResultsTable({ results }: { results: RunResults }) {
  const rows = useMemo(() => resultsTable(results), [results])
  const found = useMemo(() => headline(results), [results])
  const { config, seeds } = results
  if (!config || rows.length === 0) return null
  const k = `pass@${config.evaluation.k}`
  return (
    <section aria-label="Results" data-tour="results-table">
      {found !== undefined && (
        <p className={styles.headline} data-tour="headline">
          {found}
        </p>
      )}
      <ScrollRegion label="Results table, scrolls sideways">
        <table>
          <caption>
            <div className="caption-text">
              <strong>Results on {config.evaluation.prompts} held-out prompts a seed.</strong> Mean ± standard error
              over {seeds.length === 1 ? 'one seed' : `${seeds.length} seeds`}; difference in pass@1 to SFT, paired by
              seed, with a 95 % t-interval.
              {!config.arms.includes('sft') && ' Without the arm SFT there is nothing to compare with.'}
            </div>
          </caption>
          <thead>
            <tr>
              <th rowSpan={2} scope="col">
                Arm
              </th>
              <th colSpan={2} scope="colgroup">
                After SFT
              </th>
              <th colSpan={2} scope="colgroup">
                After RL
              </th>
              <th colSpan={2} scope="colgroup">
                Difference to SFT
              </th>
            </tr>
            <tr>
              <th scope="col">pass@1</th>
              <th scope="col">{k}</th>
              <th scope="col">pass@1</th>
              <th scope="col">{k}</th>
              <th scope="col">after SFT</th>
              <th scope="col">after RL</th>
            </tr>
          </thead>
          {rows.map((row) => (
            <ArmRows key={row.arm} row={row} results={results} />
          ))}
        </table>
      </ScrollRegion>
    </section>
  )
}
