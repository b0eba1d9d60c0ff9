import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { OfflineExample } from '../../results/events'
import { DeltaRow } from './DeltaRow'
import { type ExampleWeights, pearVariants } from './marks'
import { OtherRows } from './OtherRows'
import type { Coefficients } from './rows'
import type { Selection } from './selection'
import { TokenHeads } from './TokenHeads'
import { ratioSpan } from './spans'
import { VariantRow } from './VariantRow'

export interface TokenTableProps {
  example: OfflineExample
  weights: ExampleWeights
  others: readonly Coefficients[]
  /** B. */
  block: number
  /** What is explained below: the token under the pointer, else the chosen one. */
  shown: Selection
  chosen: Selection
  onChoose: (selection: Selection) => void
  onHover: (selection: Selection | undefined) => void
  /** To the next example, or with −1 to the one before. */
  onStep: (by: 1 | -1) => void
}

/** One example: its tokens as columns, the weights that each variant gives them as rows, and the δ these come from. */
export function TokenTable(props: TokenTableProps) {
  const { example, weights, others, block, shown, chosen, onChoose, onHover, onStep } = props
  const length = weights.ratios.length
  const table = useRef<HTMLTableElement>(null)
  const isStepping = useRef(false)
  const entering = ratioSpan(shown.variant, shown.t, length, block)

  const focusToken = (t: number): void => {
    table.current?.querySelector<HTMLElement>(`[data-token="${t}"]`)?.focus()
  }
  useEffect(() => {
    // The next example may be shorter than the token that had the focus.
    if (isStepping.current) focusToken(chosen.t)
    isStepping.current = false
  }, [example, chosen.t])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const goal = goalOf(event.key, chosen.t, length)
    if (goal !== undefined) {
      onChoose({ ...chosen, t: goal })
      // The button is there whatever is chosen; only its place in the tab order follows.
      focusToken(goal)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      isStepping.current = true
      onStep(event.key === 'ArrowDown' ? 1 : -1)
    } else return
    event.preventDefault()
  }

  return (
    <div
      className="table-scroll inspector-scroll"
      role="region"
      aria-label="Tokens and their weights, scroll sideways"
      tabIndex={0}
      onPointerLeave={() => {
        onHover(undefined)
      }}
    >
      <table className="weight-table" ref={table}>
        <thead>
          <TokenHeads
            example={example}
            weights={weights}
            chosen={chosen}
            shown={shown}
            onChoose={onChoose}
            onHover={onHover}
            onKeyDown={onKeyDown}
          />
        </thead>
        <tbody>
          {pearVariants.map((variant) => (
            <VariantRow
              key={variant}
              variant={variant}
              weights={weights[variant]}
              block={block}
              shown={shown}
              onChoose={onChoose}
              onHover={onHover}
            />
          ))}
          <OtherRows rows={others} />
          <DeltaRow ratios={weights.ratios} entering={entering} shown={shown} onChoose={onChoose} onHover={onHover} />
        </tbody>
      </table>
    </div>
  )
}

/** Where a key leads among the tokens; undefined for a key that leads nowhere. */
function goalOf(key: string, t: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, t - 1)
    case 'ArrowRight':
      return Math.min(length - 1, t + 1)
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return undefined
  }
}
