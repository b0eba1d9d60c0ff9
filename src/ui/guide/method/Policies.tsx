import { findPreset, defaultPreset } from '../../../config/presets'
import { gameIds, games } from '../../../games'
import { createTokenizer } from '../../../games/task'
import { parameterCount, type PolicyShape } from '../../../policy/shape'
import { ScrollRegion } from '../../parts/ScrollRegion'
import { Display } from '../MethodFormulas'
import { Term } from '../Term'

type Sizes = Omit<PolicyShape, 'vocabulary'>

const vocabulary = createTokenizer(games.track.alphabet).size
const smoke = findPreset('smoke')?.config.model

const sizes: readonly (readonly [name: string, sizes: Sizes])[] = [
  ['The policy', defaultPreset.config.model],
  ...(smoke ? [['In the smoke test', smoke] as const] : []),
  ['A teacher that is a network', defaultPreset.config.teacher],
]

/** The decoder, its sizes, and what it plays. */
export function Policies() {
  return (
    <>
      <p>
        <Term id="policy">Policies</Term> are decoders in the style of Qwen, as in the paper, made very small: token
        embedding tied to the output, no biases, and in every layer
      </p>
      <Display of="attention" />
      <p>
        with rotary positions (θ = 10000) on queries and keys, causal softmax attention, RMSNorm with gain, and a last
        RMSNorm. AdamW with decoupled decay trains them, its gradients scaled down to a global norm.
      </p>
      <ScrollRegion label="Sizes of the policies" className="guide-scroll">
        <table>
          <caption>
            <div className="caption-text">
              Sizes, as the presets have them. Parameters are those on {games.track.title.toLowerCase()}.
            </div>
          </caption>
          <thead>
            <tr>
              <th scope="col">policy</th>
              <th scope="col">width</th>
              <th scope="col">heads</th>
              <th scope="col">layers</th>
              <th scope="col">feed-forward</th>
              <th scope="col">parameters</th>
            </tr>
          </thead>
          <tbody>
            {sizes.map(([name, { dModel, heads, layers, dFF }]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{dModel}</td>
                <td>{heads}</td>
                <td>{layers}</td>
                <td>{dFF}</td>
                <td>{parameterCount({ vocabulary, dModel, heads, layers, dFF }).toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p>
        A <Term id="game">game</Term> is a family of puzzles. Each puzzle has several right responses, and a{' '}
        <Term id="verifier">verifier</Term> judges by the rules alone. The behaviour policies are scripts with exact
        probabilities for every token, a mixture over several ways of writing; or a larger network that learnt from such
        a script. They are no language models.
      </p>
      <dl className="options">
        {gameIds.map((id) => (
          <div key={id}>
            <dt>{games[id].title}</dt>
            <dd>{games[id].description}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
