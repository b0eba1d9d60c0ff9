import { useState } from 'react'
import { Cell, Column, Row, type SortDescriptor, Table, TableBody, TableHeader } from 'react-aria-components'
import { armTitle, type ArmId } from '../../config/armId'
import { duration } from '../format'
import { changesFromPreset, presetTitle } from './configDiff'
import { Difference, Figure } from './Figures'
import type { RunHead } from './library'
import { RowActions } from './RowActions'
import {
  armTitles,
  dayText,
  filterRuns,
  gameTitle,
  type SortKey,
  sortKeys,
  sortRuns,
  stateTitle,
  timeText,
} from './rows'
import styles from './Runs.module.css'
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
    <div className={styles.tableScroll}>
      <Table
        aria-label="Runs"
        className={styles.list ?? ''}
        keyboardNavigationBehavior="tab"
        sortDescriptor={sort}
        onSortChange={setSort}
      >
        <TableHeader>
          <SortedColumn id="name" />
          <Column id="actions" className={styles.actions ?? ''}>
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
    <Column id={id} allowsSorting isRowHeader={id === 'name'} className={id === 'name' ? (styles.name ?? '') : ''}>
      {({ sortDirection }) => (
        <span className={styles.column}>
          {titles[id]}
          <span className={styles.arrow} aria-hidden="true">
            {sortDirection === undefined ? '' : sortDirection === 'ascending' ? '▲' : '▼'}
          </span>
        </span>
      )}
    </Column>
  )
}

/** A run’s row in the list. Rows are no components of their own: the table has to see them. */
function runRow(head: RunHead, runs: RunsState) {
  const { config, outcome } = head
  const changed = changesFromPreset(config).length
  const short = (arm: ArmId): string => armTitle(arm, config.own)
  return (
    <Row key={head.id} id={head.id} textValue={head.name} className={rowClass(head, runs)}>
      <Cell className={styles.name ?? ''}>
        <NameCell head={head} runs={runs} />
      </Cell>
      <Cell className={styles.actions ?? ''} focusMode="child" allowsArrowNavigation>
        <RowActions head={head} runs={runs} />
      </Cell>
      <Cell className="nowrap">
        {dayText(head.started)}
        <span className={styles.remark}>{timeText(head.started)}</span>
      </Cell>
      <Cell className={styles.preset ?? ''}>
        {presetTitle(config)}
        {changed > 0 && <span className={styles.remark}>{changed} changed</span>}
      </Cell>
      <Cell className="nowrap">{gameTitle(head)}</Cell>
      <Cell>
        <span title={armTitles(head).join(', ')}>{config.arms.length}</span>
      </Cell>
      <Cell>{head.seeds}</Cell>
      <Cell>
        <Figure value={outcome.best?.passAt1} {...(outcome.best && { remark: short(outcome.best.arm) })} />
      </Cell>
      <Cell>
        <Figure value={outcome.sft?.passAt1} />
      </Cell>
      <Cell>
        <Figure value={outcome.pear?.passAt1} {...(outcome.pear && { remark: short(outcome.pear.arm) })} />
      </Cell>
      <Cell>
        <Difference value={outcome.difference} />
      </Cell>
      <Cell className="nowrap">{duration(head.seconds)}</Cell>
      <Cell>{stateTitle(head)}</Cell>
    </Row>
  )
}

function rowClass({ id }: RunHead, { shown, overlay }: RunsState): string {
  if (id === shown?.id) return styles.shown ?? ''
  return id === overlay?.id ? (styles.overlay ?? '') : ''
}

/** A run’s name, where it is shown, what was noted on it, and what could not be done with it. */
function NameCell({ head, runs }: { head: RunHead; runs: RunsState }) {
  const { id, name, notes, pinned, origin } = head
  const problem = runs.problems.get(id)
  const marks = [id === runs.shown?.id && 'shown', id === runs.overlay?.id && 'overlay'].filter(
    (mark) => mark !== false,
  )
  return (
    <>
      <span className={styles.title}>
        {pinned && origin !== 'recorded' && (
          <span className={styles.pin} role="img" aria-label="pinned">
            ★
          </span>
        )}
        {name}
        {marks.map((mark) => (
          <span key={mark} className={mark === 'shown' ? `${styles.mark} ${styles.markShown}` : styles.mark}>
            {mark}
          </span>
        ))}
      </span>
      {notes !== '' && <span className={styles.notes}>{notes}</span>}
      {problem !== undefined && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </>
  )
}
