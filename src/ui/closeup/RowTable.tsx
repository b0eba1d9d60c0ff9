import type { KeyboardEvent } from 'react'
import type { UpdatedRow, UpdateEvent } from '../../results/events'
import { decimal } from '../format'
import type { GridPlace } from '../parts/arrowKeys'
import styles from './CloseUp.module.css'
import {
  changeText,
  coefficientColor,
  coefficientName,
  coefficientText,
  rowTitle,
  type TokenFigures,
  tokenSentence,
} from './figures'

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
    className: t === shown ? styles.shown : undefined,
    onPointerEnter: () => {
      onHover({ row: index, column: t })
    },
  })
  return (
    <table className={styles.row} onKeyDown={onKeyDown}>
      <caption>
        {rowTitle(stage, row, index)} · prompt <code>{row.prompt}</code>
      </caption>
      <thead>
        <tr>
          <th scope="col" className={styles.rowName}>
            Token
          </th>
          {tokens.map(({ token }, t) => (
            <th key={t} scope="col" {...cell(t)}>
              <button
                type="button"
                className={styles.token}
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
          <th scope="row" className={styles.rowName}>
            {coefficientName(stage)}
          </th>
          {tokens.map(({ coefficient }, t) => (
            <td key={t} {...cell(t)} style={{ backgroundColor: coefficientColor(stage, coefficient) }}>
              {coefficientText(stage, coefficient)}
            </td>
          ))}
        </tr>
        <tr className={styles.probabilities}>
          <th scope="row" className={styles.rowName}>
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
        <tr className={styles.changes}>
          <th scope="row" className={styles.rowName}>
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

const HEIGHT = 28
const WIDTH = 9

/** A probability before an update, as an outline, and after it, filled. The numbers beside it say the same. */
export function ProbabilityPair({ before, after }: { before: number; after: number }) {
  const bar = (share: number, x: number, className: string | undefined) => {
    const height = Number.isFinite(share) ? Math.max(1, share * HEIGHT) : 0
    return <rect className={className} x={x} y={HEIGHT - height} width={WIDTH} height={height} />
  }
  return (
    <svg
      className={styles.pair}
      width={2 * WIDTH + 4}
      height={HEIGHT + 2}
      viewBox={`-1 -1 ${2 * WIDTH + 4} ${HEIGHT + 2}`}
      aria-hidden="true"
      focusable="false"
    >
      {bar(before, 0, styles.before)}
      {bar(after, WIDTH + 2, after < before ? styles.fell : styles.rose)}
      <line x1={-1} x2={2 * WIDTH + 3} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  )
}
