import { pearSettings } from '../../../config/config'
import { defaultPreset } from '../../../config/presets'
import { clip, type PearSettings, type PearVariant, pearWeights } from '../../../pear/weights'
import { decimal } from '../../format'
import { ScrollRegion } from '../../parts/ScrollRegion'
import styles from '../method.module.css'

const settings = pearSettings(defaultPreset.config.pear)

/** What the weights make of two responses, with the default preset's settings. */
export function WorkedExample() {
  const { gamma, block, clipDelta } = settings
  return (
    <figure className={styles.worked}>
      <figcaption>
        <strong>Two responses, weighed.</strong> The probabilities are made up, the weights computed from them with the
        settings of “{defaultPreset.title}”: γ = {gamma}, B = {block}, δ from {decimal(clipDelta[0], 1)} to{' '}
        {decimal(clipDelta[1], 1)}. A mark † says that δ stands at a bound.
      </figcaption>
      <div className={styles.workedTables}>
        {examples.map((example) => (
          <ExampleTable key={example.id} {...example} />
        ))}
      </div>
    </figure>
  )
}

function ExampleTable({ title, tokens }: Example) {
  return (
    <ScrollRegion label={title} className={styles.scroll}>
      <table>
        <caption>
          <div className="caption-text">
            {title}: <code>{tokens.map(({ text }) => text).join('')}</code>
          </div>
        </caption>
        <thead>
          <tr>
            <th scope="col">token</th>
            <th scope="col">
              π<sub>θ</sub>
            </th>
            <th scope="col">
              π<sub>β</sub>
            </th>
            <th scope="col">
              δ<sub>t</sub>
            </th>
            <th scope="col">token weight</th>
            <th scope="col">block</th>
            <th scope="col">sequence</th>
          </tr>
        </thead>
        <tbody>
          {weigh(tokens, settings).map(({ text, learner, behaviour, delta, clipped, weights }, t) => (
            <tr key={t}>
              <th scope="row">
                <code>{text}</code>
              </th>
              <td>{decimal(learner, 2)}</td>
              <td>{decimal(behaviour, 2)}</td>
              <td>
                {decimal(delta, 2)}
                {clipped && <span title="at its bound"> †</span>}
              </td>
              <td>{decimal(weights.token, 2)}</td>
              <td>{decimal(weights.block, 2)}</td>
              <td>{decimal(weights.sequence, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** A token of a response with its made-up probabilities under the two policies. */
export interface ExampleToken {
  text: string
  /** Under the policy in training. */
  learner: number
  /** Under the policy that wrote it. */
  behaviour: number
}

export interface Example {
  id: 'leap' | 'worked'
  title: string
  tokens: readonly ExampleToken[]
}

const token = (text: string, learner: number, behaviour: number): ExampleToken => ({ text, learner, behaviour })

/**
 * Two right responses to one prompt of cups and balls. The learner hardly ever leaps, and guesses the cups when it does; what it works
 * out by itself it knows better than the writer, who seldom writes it.
 */
export const examples: readonly Example[] = [
  {
    id: 'leap',
    title: 'A leap to the answer',
    tokens: [
      token('#', 0.05, 0.95),
      token('4', 0.3, 0.98),
      token('3', 0.3, 0.98),
      token('1', 0.4, 0.98),
      token('.', 0.99, 0.99),
    ],
  },
  {
    id: 'worked',
    title: 'An answer that is worked out',
    tokens: [
      token('0', 0.9, 0.05),
      token('2', 0.95, 0.98),
      token('4', 0.95, 0.98),
      token('#', 0.9, 0.9),
      token('4', 0.95, 0.98),
      token('3', 0.95, 0.98),
      token('1', 0.95, 0.98),
      token('.', 0.99, 0.99),
    ],
  },
]

/** A token with what PEAR makes of it. */
export interface WeighedToken extends ExampleToken {
  /** δ_t, within its bounds. */
  delta: number
  clipped: boolean
  weights: Readonly<Record<PearVariant, number>>
}

/** The response with its ratios and weights, by the same functions as in training. */
export function weigh(tokens: readonly ExampleToken[], settings: PearSettings): WeighedToken[] {
  const ratios = tokens.map(({ learner, behaviour }) => Math.log(learner / behaviour))
  const [byToken, byBlock, bySequence] = (['token', 'block', 'sequence'] as const).map((variant) =>
    pearWeights(ratios, variant, settings),
  )
  return tokens.map((own, t) => {
    const raw = ratios[t] ?? NaN
    const delta = clip(raw, settings.clipDelta)
    const weights = { token: byToken?.[t] ?? NaN, block: byBlock?.[t] ?? NaN, sequence: bySequence?.[t] ?? NaN }
    return { ...own, delta, clipped: delta !== raw, weights }
  })
}
