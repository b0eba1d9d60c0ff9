import { type KeyboardEvent, useState } from 'react'
import type { UpdatedRow, UpdateEvent } from '../../results/events'
import { gridTarget, type GridPlace, isBrowserKey } from '../parts/arrowKeys'
import { ScrollRegion } from '../parts/ScrollRegion'
import { tokensOf } from './figures'
import { Legend } from './Legend'
import { RowTable } from './RowTable'
import { tokenSentence } from './words'

/** The rows of an update. Arrow keys go from token to token, and the line above them says everything of one. */
export function Rows({ stage, rows }: { stage: UpdateEvent['stage']; rows: readonly UpdatedRow[] }) {
  const [chosen, setChosen] = useState<GridPlace>({ row: 0, column: 0 })
  const [hovered, setHovered] = useState<GridPlace>()
  const figures = rows.map(tokensOf)
  const lengths = figures.map((tokens) => tokens.length)
  // Another step or arm may have fewer or shorter rows.
  const row = Math.min(chosen.row, rows.length - 1)
  const place = { row, column: Math.min(chosen.column, Math.max(0, (lengths[row] ?? 1) - 1)) }
  const shown = hovered && figures[hovered.row]?.[hovered.column] ? hovered : place
  const token = figures[shown.row]?.[shown.column]

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isBrowserKey(event) || event.shiftKey) return
    const goal = gridTarget(event.key, place, lengths)
    if (!goal) return
    event.preventDefault()
    setChosen(goal)
    event.currentTarget.querySelector<HTMLElement>(`[data-place="${goal.row}-${goal.column}"]`)?.focus()
  }

  return (
    <>
      <div className="closeup-guide">
        <p className="closeup-readout">
          {token && (
            <>
              <span className="readout-row">
                {stage === 'sft' ? 'Row' : 'Rollout'} {shown.row + 1} ·{' '}
              </span>
              {tokenSentence(stage, token, shown.column + 1, lengths[shown.row] ?? 0)}
            </>
          )}
        </p>
        <Legend stage={stage} />
      </div>
      <ScrollRegion
        label="Tokens of the update, scroll sideways"
        className="closeup-scroll"
        onPointerLeave={() => {
          setHovered(undefined)
        }}
      >
        {rows.map((own, index) => (
          <RowTable
            key={index}
            stage={stage}
            row={own}
            index={index}
            tokens={figures[index] ?? []}
            chosen={place.row === index ? place.column : undefined}
            shown={shown.row === index ? shown.column : undefined}
            onChoose={setChosen}
            onHover={setHovered}
            onKeyDown={onKeyDown}
          />
        ))}
      </ScrollRegion>
    </>
  )
}
