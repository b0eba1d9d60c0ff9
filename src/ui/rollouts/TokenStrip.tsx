import { type KeyboardEvent, useState } from 'react'
import type { SampledResponse } from '../../results/events'
import { decimal } from '../format'
import { rowTarget } from '../parts/arrowKeys'
import { leastLikely, probabilityText, responseLogProb, shadeOf, type ShownToken, tokensOf } from './tokens'

interface Props {
  /** Whose response it is, for people. */
  of: string
  response: SampledResponse
  /** The position that is pointed at, here or in the strip of another policy; from 0. */
  position: number | undefined
  onPosition: (position: number | undefined) => void
}

/**
 * A response as one cell for each token, shaded by its probability. One stop of the tab key: arrow keys go from token to token.
 * The line below says the number of the token that is pointed at, else of the least likely one.
 */
export function TokenStrip({ of, response, position, onPosition }: Props) {
  const [stop, setStop] = useState(0)
  const tokens = tokensOf(response)
  const least = leastLikely(tokens)
  if (tokens.length === 0) return <p className="token-readout">The response is empty.</p>
  const entry = Math.min(stop, tokens.length - 1)
  const step = (event: KeyboardEvent<HTMLDivElement>): void => {
    const to = rowTarget(event.key, entry, tokens.length)
    if (to === undefined) return
    event.preventDefault()
    const cell = event.currentTarget.children.item(to)
    if (cell instanceof HTMLElement) cell.focus()
  }
  return (
    <div className="token-strip">
      <div
        className="tokens"
        role="group"
        aria-label={`Tokens of ${of}: ${response.text}`}
        data-arrows="own"
        onKeyDown={step}
        onMouseLeave={() => {
          onPosition(undefined)
        }}
      >
        {tokens.map((token, t) => (
          <button
            key={t}
            type="button"
            className={classOf(token, t === least, t === position)}
            tabIndex={t === entry ? 0 : -1}
            aria-label={`${token.text}: ${tokenWords(token, t)}${t === least ? ', the least likely' : ''}`}
            onMouseEnter={() => {
              onPosition(t)
            }}
            onFocus={() => {
              setStop(t)
              onPosition(t)
            }}
            onBlur={() => {
              onPosition(undefined)
            }}
            onClick={() => {
              onPosition(t)
            }}
          >
            {token.text}
          </button>
        ))}
      </div>
      <p className="token-readout" aria-hidden="true">
        {readout(tokens, position, least)}
      </p>
    </div>
  )
}

function classOf({ probability }: ShownToken, least: boolean, pointed: boolean): string {
  const shade = probability === undefined ? '' : ` shade-${shadeOf(probability)}`
  return `token${shade}${least ? ' token-least' : ''}${pointed ? ' token-pointed' : ''}`
}

/** A token with its number, as `token 5 “4”: π = 0.031, log π = −3.47`. */
const tokenWords = ({ text, probability, logProb }: ShownToken, t: number): string =>
  probability === undefined || logProb === undefined
    ? `token ${t + 1} “${text}”: no probability reported`
    : `token ${t + 1} “${text}”: π = ${probabilityText(probability)}, log π = ${decimal(logProb, 2)}`

function readout(tokens: readonly ShownToken[], position: number | undefined, least: number | undefined): string {
  if (position !== undefined) {
    const pointed = tokens[position]
    return pointed ? `At ${tokenWords(pointed, position)}.` : `There is no token ${position + 1} here.`
  }
  const lowest = tokens[least ?? -1]
  const total = responseLogProb(tokens)
  if (lowest?.probability === undefined || least === undefined || total === undefined)
    return 'The run did not report the tokens’ probabilities.'
  return [
    `Least likely: token ${least + 1} “${lowest.text}”, π = ${probabilityText(lowest.probability)}.`,
    `All ${tokens.length} tokens: log π = ${decimal(total, 2)}.`,
  ].join(' ')
}
