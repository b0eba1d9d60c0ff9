import { type KeyboardEvent, useState } from 'react'
import type { SampledResponse } from '../../results/events'
import { decimal } from '../format'
import { rowTarget } from '../parts/arrowKeys'
import { classes } from '../parts/classes'
import { leastLikely, probabilityText, responseLogProb, shadeOf, shades, type ShownToken, tokensOf } from './tokens'
import styles from './TokenStrip.module.css'

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
  if (tokens.length === 0) return <p className={styles.readout}>The response is empty.</p>
  const entry = Math.min(stop, tokens.length - 1)
  const step = (event: KeyboardEvent<HTMLDivElement>): void => {
    const to = rowTarget(event.key, entry, tokens.length)
    if (to === undefined) return
    event.preventDefault()
    const cell = event.currentTarget.children.item(to)
    if (cell instanceof HTMLElement) cell.focus()
  }
  return (
    <div>
      <div
        className={styles.tokens}
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
      <p className={styles.readout} aria-hidden="true">
        {readout(tokens, position, least)}
      </p>
    </div>
  )
}

function classOf({ probability }: ShownToken, least: boolean, pointed: boolean): string | undefined {
  const shade = probability === undefined ? undefined : shadeClass(shadeOf(probability))
  return classes(styles.token, shade, least && styles.least, pointed && styles.pointed)
}

const shadeClass = (shade: number): string | undefined => styles[`shade${shade}`]

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

/** What the shading of tokens means. */
export function ShadeLegend() {
  return (
    <div className={styles.legend}>
      <span>
        Probability π(y<sub>t</sub>) that the policy gave the token it sampled:
      </span>
      <ul>
        {shades.map(({ title }, shade) => (
          <li key={title}>
            <span className={classes(styles.sample, shadeClass(shade))} aria-hidden="true">
              7
            </span>
            {title}
          </li>
        ))}
        <li>
          <span className={classes(styles.sample, styles.least, shadeClass(1))} aria-hidden="true">
            7
          </span>
          least likely of its response
        </li>
      </ul>
    </div>
  )
}
