import { type KeyboardEvent, useState } from 'react'
import type { SampledResponse } from '../../results/events'
import { decimal } from '../format'
import { rowTarget } from '../parts/arrowKeys'
import { classes } from '../parts/classes'
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

/** A sampled token as it is shown: every character of a response is one token. */
export interface ShownToken {
  text: string
  /** log π(y_t) in nats; undefined where the run did not report it. */
  logProb: number | undefined
  /** π(y_t). */
  probability: number | undefined
}

/** The classes of the shading, by the least probability of each, most likely first; all but the first exclude the one above. */
export const shades: readonly { from: number; title: string }[] = [
  { from: 0.9, title: '0.9 to 1' },
  { from: 0.5, title: '0.5 to 0.9' },
  { from: 0.1, title: '0.1 to 0.5' },
  { from: 0.01, title: '0.01 to 0.1' },
  { from: 0, title: 'below 0.01' },
]

/** The class of a probability: 0 for the most likely tokens. Throws RangeError on what is no probability. */
export function shadeOf(probability: number): number {
  const index = shades.findIndex(({ from }) => probability >= from)
  if (index < 0) throw new RangeError(`${probability} is no probability.`)
  return index
}

/** The tokens of a response with their probabilities under the policy that wrote it. */
export function tokensOf({ text, logProbs }: Pick<SampledResponse, 'text' | 'logProbs'>): ShownToken[] {
  return Array.from(text, (character, t) => {
    const logProb = logProbs[t]
    return { text: character, logProb, probability: logProb === undefined ? undefined : Math.exp(logProb) }
  })
}

/** The position of the least likely token, the first of equal ones; undefined where no token has a probability. */
export function leastLikely(tokens: readonly ShownToken[]): number | undefined {
  let least: number | undefined
  tokens.forEach(({ logProb }, t) => {
    if (logProb !== undefined && logProb < (tokens[least ?? -1]?.logProb ?? Infinity)) least = t
  })
  return least
}

/** log π(y) of the whole response in nats, the sum over its tokens; undefined where one of them has none. */
export function responseLogProb(tokens: readonly ShownToken[]): number | undefined {
  return tokens.reduce<number | undefined>(
    (sum, { logProb }) => (sum === undefined || logProb === undefined ? undefined : sum + logProb),
    0,
  )
}

/** A probability in few characters: `0.031`; `4.1e−5` where three decimals would hide it. */
export function probabilityText(probability: number): string {
  if (probability > 0 && probability < 0.0005) return probability.toExponential(1).replace('-', '−')
  return probability.toFixed(3)
}
