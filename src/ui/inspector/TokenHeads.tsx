import type { KeyboardEvent } from 'react'
import type { OfflineExample } from '../../results/events'
import { signed } from '../format'
import { type ExampleWeights, pearVariants } from './marks'
import { type Selection, tokenText } from './selection'
import { hoverOf } from './hover'
import { weightText } from './weightLook'

interface Props {
  example: OfflineExample
  weights: ExampleWeights
  chosen: Selection
  shown: Selection
  onChoose: (selection: Selection) => void
  onHover: (selection: Selection | undefined) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** The tokens: those of the prompt, which no loss counts, and a button for each of the response. One of them is in the tab order. */
export function TokenHeads({ example, weights, chosen, shown, onChoose, onHover, onKeyDown }: Props) {
  const tokens = [...example.response]
  return (
    <tr onKeyDown={onKeyDown}>
      <th scope="col" className="weight-row-name">
        Token
      </th>
      <th scope="col" className="prompt-cell">
        <span className="visually-hidden">Prompt {example.prompt}</span>
        <span className="prompt-tokens" aria-hidden="true">
          {[...example.prompt].map((token, i) => (
            <span key={i}>{tokenText(token)}</span>
          ))}
        </span>
      </th>
      {tokens.map((token, t) => (
        <th key={t} scope="col" className="token-head">
          <button
            type="button"
            data-token={t}
            className={t === shown.t ? 'token-button token-shown' : 'token-button'}
            tabIndex={t === chosen.t ? 0 : -1}
            aria-pressed={t === chosen.t}
            aria-label={`${tokenText(token)}, token ${t + 1} of ${tokens.length}: ${inWords(weights, t)}`}
            onClick={() => {
              onChoose({ ...chosen, t })
            }}
            {...hoverOf({ ...chosen, t }, onHover)}
          >
            <span className="token-text">{tokenText(token)}</span>
            <span className="token-place">{t + 1}</span>
          </button>
        </th>
      ))}
      <th scope="col" className="row-mean">
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
