import { useDeferredValue } from 'react'
import type { OfflineExample, ScoredPolicy, TopTokens as Top } from '../../results/events'
import type { PearSettings, PearVariant } from '../../pear/weights'
import { Formula } from '../formula/Formula'
import { decimal } from '../format'
import { useArmStyle } from '../useArmStyle'
import { weightFormula } from './formulas'
import type { ExampleWeights } from './marks'
import { type Selection, tokenText } from './selection'
import { TokenNumbers } from './TokenNumbers'
import { TopTokens } from './TopTokens'

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

/** One token from close by: its numbers, the formula with them put in, and what both policies would have written there. */
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
    <div className="token-details" role="group" aria-label="The chosen token">
      <div className="details-part">
        <h3>
          <span className="token-text big-token">{tokenText(token)}</span>
          <span>
            Token {t + 1} of {tokens.length}
            <span className="details-before">
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
      <div className="details-part">
        <h4>{styleOf(variant).title}, this token</h4>
        <Formula display tex={tex} label={newest.plain} />
        <p className="inspector-note">{settingsWords(settings, weights.ratios.length)}</p>
      </div>
      <div className="details-part">
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
