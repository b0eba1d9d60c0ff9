import { Cell, Row } from 'react-aria-components'
import { armTitle, type ArmId } from '../../config/armId'
import { duration } from '../format'
import { changesFromPreset, presetTitle } from './configDiff'
import { Difference, Figure } from './Figures'
import type { RunHead } from './library'
import { NameCell } from './NameCell'
import { RowActions } from './RowActions'
import { armTitles, gameTitle } from './rows'
import type { RunsState } from './useRuns'
import { dayText, stateTitle, timeText } from './words'

/** A run’s row in the list. Rows are no components of their own: the table has to see them. */
export function runRow(head: RunHead, runs: RunsState) {
  const { config, outcome } = head
  const changed = changesFromPreset(config).length
  const short = (arm: ArmId): string => armTitle(arm, config.own)
  return (
    <Row key={head.id} id={head.id} textValue={head.name} className={rowClass(head, runs)}>
      <Cell className="runs-name">
        <NameCell head={head} runs={runs} />
      </Cell>
      <Cell className="runs-actions" focusMode="child" allowsArrowNavigation>
        <RowActions head={head} runs={runs} />
      </Cell>
      <Cell className="nowrap">
        {dayText(head.started)}
        <span className="remark">{timeText(head.started)}</span>
      </Cell>
      <Cell className="runs-preset">
        {presetTitle(config)}
        {changed > 0 && <span className="remark">{changed} changed</span>}
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
  if (id === shown?.id) return 'run-shown'
  return id === overlay?.id ? 'run-overlay' : ''
}
