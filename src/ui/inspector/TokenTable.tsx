import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { OfflineExample } from '../../results/events'
import { signed } from '../format'
import { isBrowserKey, rowTarget } from '../parts/arrowKeys'
import { classes } from '../parts/classes'
import { ScrollRegion } from '../parts/ScrollRegion'
import styles from './TokenTable.module.css'
import { DeltaRow, hoverOf, OtherRows, type ShownRow, VariantRow } from './TokenRows'
import { weightText } from './weightLook'
import { type ExampleWeights, pearVariants, ratioSpan, type Selection, tokenText } from './weights'

interface Props {
  example: OfflineExample
  weights: ExampleWeights
  others: readonly ShownRow[]
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
export function TokenTable(props: Props) {
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
      <table className={styles.table} ref={table}>
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
          <OtherRows rows={others} length={length} />
          <DeltaRow ratios={weights.ratios} entering={entering} shown={shown} onChoose={onChoose} onHover={onHover} />
        </tbody>
      </table>
    </ScrollRegion>
  )
}

interface HeadProps {
  example: OfflineExample
  weights: ExampleWeights
  chosen: Selection
  shown: Selection
  onChoose: (selection: Selection) => void
  onHover: (selection: Selection | undefined) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** The tokens: those of the prompt, which no loss counts, and a button for each of the response. One of them is in the tab order. */
function TokenHeads({ example, weights, chosen, shown, onChoose, onHover, onKeyDown }: HeadProps) {
  const tokens = [...example.response]
  return (
    <tr onKeyDown={onKeyDown}>
      <th scope="col" className={styles.rowName}>
        Token
      </th>
      <th scope="col" className={styles.prompt}>
        <span className="visually-hidden">Prompt {example.prompt}</span>
        <span className={styles.promptTokens} aria-hidden="true">
          {[...example.prompt].map((token, i) => (
            <span key={i}>{tokenText(token)}</span>
          ))}
        </span>
      </th>
      {tokens.map((token, t) => (
        <th key={t} scope="col" className={styles.tokenHead}>
          <button
            type="button"
            data-token={t}
            className={classes(styles.token, t === shown.t && styles.tokenShown)}
            tabIndex={t === chosen.t ? 0 : -1}
            aria-pressed={t === chosen.t}
            aria-label={`${tokenText(token)}, token ${t + 1} of ${tokens.length}: ${inWords(weights, t)}`}
            onClick={() => {
              onChoose({ ...chosen, t })
            }}
            {...hoverOf({ ...chosen, t }, onHover)}
          >
            <span className={styles.tokenText}>{tokenText(token)}</span>
            <span className={styles.tokenPlace}>{t + 1}</span>
          </button>
        </th>
      ))}
      <th scope="col" className={styles.mean}>
        mean
      </th>
    </tr>
  )
}

/** What a screen reader hears of a token: its weights and its δ. */
function inWords(weights: ExampleWeights, t: number): string {
  const own = pearVariants.map(
    (variant) => `${weightText(Math.exp(weights[variant][t]?.logWeight ?? NaN))} (${variant})`,
  )
  return `Ĝ ${own.join(', ')}; δ ${signed(weights.ratios[t]?.delta ?? NaN, 2)}`
}
