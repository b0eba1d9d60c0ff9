import { type KeyboardEvent, useState } from 'react'
import type { UpdatedRow, UpdateEvent } from '../../results/events'
import { nextPlace, type TokenPlace, tokensOf } from './figures'
import { Legend } from './Legend'
import { RowTable } from './RowTable'
import { tokenSentence } from './words'

/** The rows of an update. Arrow keys go from token to token, and the line above them says everything of one. */
export function Rows({ stage, rows }: { stage: UpdateEvent['stage']; rows: readonly UpdatedRow[] }) {
  const [chosen, setChosen] = useState<TokenPlace>({ row: 0, token: 0 })
  const [hovered, setHovered] = useState<TokenPlace>()
  const figures = rows.map(tokensOf)
  const lengths = figures.map((tokens) => tokens.length)
  // Another step or arm may have fewer or shorter rows.
  const row = Math.min(chosen.row, rows.length - 1)
  const place = { row, token: Math.min(chosen.token, Math.max(0, (lengths[row] ?? 1) - 1)) }
  const shown = hovered && figures[hovered.row]?.[hovered.token] ? hovered : place
  const token = figures[shown.row]?.[shown.token]

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const goal = nextPlace(event.key, place, lengths)
    if (!goal) return
    event.preventDefault()
    setChosen(goal)
    event.currentTarget.querySelector<HTMLElement>(`[data-place="${goal.row}-${goal.token}"]`)?.focus()
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
              {tokenSentence(stage, token, shown.token + 1, lengths[shown.row] ?? 0)}
            </>
          )}
        </p>
        <Legend stage={stage} />
      </div>
      <div
        className="table-scroll closeup-scroll"
        role="region"
        aria-label="Tokens of the update, scroll sideways"
        tabIndex={0}
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
            chosen={place.row === index ? place.token : undefined}
            shown={shown.row === index ? shown.token : undefined}
            onChoose={setChosen}
            onHover={setHovered}
            onKeyDown={onKeyDown}
          />
        ))}
      </div>
    </>
  )
}
