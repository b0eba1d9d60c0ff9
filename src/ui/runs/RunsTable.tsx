import { useState } from 'react'
import { Column, type SortDescriptor, Table, TableBody, TableHeader } from 'react-aria-components'
import { runRow } from './RunRow'
import { filterRuns, type SortKey, sortKeys, sortRuns } from './rows'
import type { RunsState } from './useRuns'

const titles = {
  name: 'Run',
  started: 'Started',
  preset: 'Preset',
  game: 'Game',
  arms: 'Arms',
  seeds: 'Seeds',
  best: 'Best arm',
  sft: 'SFT',
  pear: 'PEAR',
  difference: 'PEAR − SFT',
  seconds: 'Time',
  state: 'State',
} as const

/** The list of runs, sorted by any column. */
export function RunsTable({ runs, filter }: { runs: RunsState; filter: string }) {
  const [sort, setSort] = useState<SortDescriptor>({ column: 'started', direction: 'descending' })
  const key = sortKeys.find((one) => one === sort.column) ?? 'started'
  const rows = sortRuns(filterRuns(runs.list, filter), key, sort.direction === 'descending')
  return (
    <div className="runs-scroll runs-scroll-plain">
      <Table
        aria-label="Runs"
        className="runs-table"
        keyboardNavigationBehavior="tab"
        sortDescriptor={sort}
        onSortChange={setSort}
      >
        <TableHeader>
          <SortedColumn id="name" />
          <Column id="actions" className="runs-actions">
            <span className="visually-hidden">Actions</span>
          </Column>
          {sortKeys
            .filter((id) => id !== 'name')
            .map((id) => (
              <SortedColumn key={id} id={id} />
            ))}
        </TableHeader>
        <TableBody renderEmptyState={() => 'No run has these words.'}>
          {rows.map((head) => runRow(head, runs))}
        </TableBody>
      </Table>
    </div>
  )
}

function SortedColumn({ id }: { id: SortKey }) {
  return (
    <Column id={id} allowsSorting isRowHeader={id === 'name'} className={`runs-${id}`}>
      {({ sortDirection }) => (
        <span className="runs-column">
          {titles[id]}
          <span className="runs-arrow" aria-hidden="true">
            {sortDirection === undefined ? '' : sortDirection === 'ascending' ? '▲' : '▼'}
          </span>
        </span>
      )}
    </Column>
  )
}
