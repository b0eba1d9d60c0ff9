import { useDeferredValue } from 'react'
import type { PearSettings, PearVariant } from '../../pear/weights'
import type { OfflineExample, ScoredPolicy, TopTokens as Top } from '../../results/events'
import { Formula } from '../formula/Formula'
import { decimal } from '../format'
import { classes } from '../parts/classes'
import { useArmStyle } from '../armStyle'
import shared from './Inspector.module.css'
import styles from './TokenDetails.module.css'
import { TokenNumbers } from './TokenNumbers'
import { weightFormula } from './weightFormula'
import { type ExampleWeights, type Selection, tokenText } from './weights'

interface Props {
  example: OfflineExample
  /** Its place in the data. */
  place: number
  policy: ScoredPolicy
  weights: ExampleWeights
  settings: PearSettings
  shown: Selection
  onVariant: (variant: PearVariant) => void
}

/** The details of one token: its numbers, the formula with them put in, and what both policies would have written there. */
export function TokenDetails({ example, place, policy, weights, settings, shown, onVariant }: Props) {
  const styleOf = useArmStyle()
  const { t, variant } = shown
  const tokens = [...example.response]
  const token = tokens[t] ?? ''
  const logPolicy = policy.logProbs[place]?.[t] ?? NaN
  const logBehaviour = example.behaviourLogProbs[t] ?? NaN
  const newest = weightFormula(variant, t, weights, settings)
  // Typesetting must not hold up the slider.
  const tex = useDeferredValue(newest.tex)
  const top: Top | undefined = policy.top[place]?.[t]
  return (
    <div className={styles.details} role="group" aria-label="The chosen token">
      <div className={styles.part}>
        <h3>
          <span className={styles.token}>{tokenText(token)}</span>
          <span>
            Token {t + 1} of {tokens.length}
            <span className={styles.before}>
              after <code>{tokens.slice(0, t).map(tokenText).join('') || 'the prompt'}</code>
            </span>
          </span>
        </h3>
        <TokenNumbers
          weights={weights}
          t={t}
          logPolicy={logPolicy}
          logBehaviour={logBehaviour}
          variant={variant}
          onVariant={onVariant}
        />
      </div>
      <div className={classes(styles.part, styles.formula)}>
        <h4>{styleOf(variant).title}, this token</h4>
        <Formula display tex={tex} label={newest.plain} />
        <p className={shared.note}>{settingsWords(settings, weights.ratios.length)}</p>
      </div>
      <div className={styles.part}>
        <h4>Next token</h4>
        <TopTokens
          written={token}
          sides={[
            {
              name: 'π_θ',
              title: policy.arm === 'base' ? 'π_θ, base policy' : `π_θ, ${styleOf(policy.arm).title}`,
              top,
              logProb: logPolicy,
            },
            { name: 'π_β', title: 'π_β, behaviour policy', top: example.behaviourTop?.[t], logProb: logBehaviour },
          ]}
        />
      </div>
    </div>
  )
}

const settingsWords = ({ clipDelta, clipLogG }: PearSettings, length: number): string =>
  `T = ${length}; δ is clipped to [${bounds(clipDelta)}], log G to [${bounds(clipLogG)}].`

const bounds = ([low, high]: readonly [number, number]): string => `${short(low)}, ${short(high)}`

const short = (value: number): string => decimal(value, Number.isInteger(value) ? 0 : 2)

interface Side {
  name: string
  title: string
  top: Top | undefined
  /** log probability of the token that was written. */
  logProb: number
}

/** What each policy would write at this place, most likely first, with the token that was written among it. */
function TopTokens({ written, sides }: { written: string; sides: readonly Side[] }) {
  const isMissing = sides.some(({ top }) => top === undefined)
  return (
    <>
      <div className={styles.top}>
        {sides.map(({ name, title, top, logProb }) => (
          <table key={name}>
            <caption>{title}</caption>
            <tbody>
              {withWritten(top ?? [], written, Math.exp(logProb)).map(([token, probability]) => (
                <tr key={token} className={token === written ? styles.written : undefined}>
                  <th scope="row">
                    <code>{tokenText(token)}</code>
                    {token === written && <span className="visually-hidden"> (written)</span>}
                  </th>
                  <td className={styles.topBar}>
                    <span style={{ width: `${100 * probability}%` }} />
                  </td>
                  <td className={styles.share}>{decimal(100 * probability, 1)} %</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <p className={shared.note}>
        {isMissing
          ? 'The other tokens are kept for the first examples of the data only: sort by place in the data to see them.'
          : 'The five most likely tokens; the written one is in bold.'}
      </p>
    </>
  )
}

/** The most likely tokens, and below them the written one where it is none of them. */
export const withWritten = (top: Top, written: string, probability: number): Top =>
  top.some(([token]) => token === written) ? top : [...top, [written, probability]]
