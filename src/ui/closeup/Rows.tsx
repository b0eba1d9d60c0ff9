import { type KeyboardEvent, useState } from 'react'
import type { UpdatedRow, UpdateEvent } from '../../results/events'
import { gridTarget, type GridPlace, isBrowserKey } from '../parts/arrowKeys'
import { ScrollRegion } from '../parts/ScrollRegion'
import styles from './CloseUp.module.css'
import { coefficientColor, coefficientText, tokenSentence, tokensOf } from './figures'
import { ProbabilityPair, RowTable } from './RowTable'

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
      <div className={styles.guide}>
        <p className={styles.readout}>
          {token && (
            <>
              <span className={styles.readoutRow}>
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
        className={styles.rows}
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

const samples = { sft: [0.1, 1, 10], rl: [-2, 0, 2] } as const

/** What the colours and the bars mean. */
function Legend({ stage }: { stage: UpdateEvent['stage'] }) {
  return (
    <ul className={styles.legend} aria-label="Colours and bars">
      {samples[stage].map((coefficient) => (
        <li key={coefficient}>
          <span
            className={styles.legendCell}
            style={{ backgroundColor: coefficientColor(stage, coefficient) }}
            aria-hidden="true"
          />{' '}
          {coefficientText(stage, coefficient)}
        </li>
      ))}
      <li>
        <ProbabilityPair before={0.4} after={0.7} /> probability before and after
      </li>
    </ul>
  )
}
