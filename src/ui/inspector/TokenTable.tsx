import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { OfflineExample } from '../../results/events'
import { isBrowserKey, rowTarget } from '../parts/arrowKeys'
import { ScrollRegion } from '../parts/ScrollRegion'
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
    if (isBrowserKey(event) || event.shiftKey) return
    const goal = rowTarget(event.key, chosen.t, length)
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
    <ScrollRegion
      label="Tokens and their weights, scroll sideways"
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
    </ScrollRegion>
  )
}
