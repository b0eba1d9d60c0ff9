import type { KeyboardEvent } from 'react'
import type { UpdatedRow, UpdateEvent } from '../../results/events'
import { decimal } from '../format'
import type { GridPlace } from '../parts/arrowKeys'
import { coefficientColor } from './color'
import type { TokenFigures } from './figures'
import { ProbabilityPair } from './ProbabilityPair'
import { changeText, coefficientName, coefficientText, rowTitle, tokenSentence } from './words'

interface Props {
  stage: UpdateEvent['stage']
  row: UpdatedRow
  index: number
  tokens: readonly TokenFigures[]
  /** The token of this row that takes the focus, and the one that is explained, which may be under the pointer. */
  chosen: number | undefined
  shown: number | undefined
  onChoose: (place: GridPlace) => void
  onHover: (place: GridPlace) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** One response: its tokens as columns, what each counted, and its probability before and after the update. */
export function RowTable({ stage, row, index, tokens, chosen, shown, onChoose, onHover, onKeyDown }: Props) {
  const cell = (t: number) => ({
    className: t === shown ? 'is-shown' : undefined,
    onPointerEnter: () => {
      onHover({ row: index, column: t })
    },
  })
  return (
    <table className="update-row" onKeyDown={onKeyDown}>
      <caption>
        {rowTitle(stage, row, index)} · prompt <code>{row.prompt}</code>
      </caption>
      <thead>
        <tr>
          <th scope="col" className="row-name">
            Token
          </th>
          {tokens.map(({ token }, t) => (
            <th key={t} scope="col" {...cell(t)}>
              <button
                type="button"
                className="update-token"
                data-place={`${index}-${t}`}
                tabIndex={t === chosen ? 0 : -1}
                aria-label={tokenSentence(stage, tokens[t] as TokenFigures, t + 1, tokens.length)}
                onFocus={() => {
                  onChoose({ row: index, column: t })
                }}
              >
                {token}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" className="row-name">
            {coefficientName(stage)}
          </th>
          {tokens.map(({ coefficient }, t) => (
            <td key={t} {...cell(t)} style={{ backgroundColor: coefficientColor(stage, coefficient) }}>
              {coefficientText(stage, coefficient)}
            </td>
          ))}
        </tr>
        <tr className="probabilities">
          <th scope="row" className="row-name">
            Probability
          </th>
          {tokens.map(({ before, after }, t) => (
            <td key={t} {...cell(t)}>
              <ProbabilityPair before={before} after={after} />
              <span className="visually-hidden">
                {decimal(before)} → {decimal(after)}
              </span>
            </td>
          ))}
        </tr>
        <tr className="changes">
          <th scope="row" className="row-name">
            Change
          </th>
          {tokens.map(({ change }, t) => (
            <td key={t} {...cell(t)}>
              {changeText(change)}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
