import { defaultPreset, findPreset } from '../../../config/presets'
import { gameIds, games } from '../../../games'
import { createTokenizer } from '../../../games/task'
import { parameterCount, type PolicyShape } from '../../../policy/shape'
import { ScrollRegion } from '../../parts/ScrollRegion'
import { Display, Sign } from '../formulas'
import { Term } from '../Term'
import styles from '../method.module.css'

const { pretrain, data, sft, rl, evaluation } = defaultPreset.config

/** From the base policy to RL, with the sizes of the default preset. */
export function Pipeline() {
  return (
    <>
      <p>
        Post-training of reasoning models is <Term id="sft">SFT</Term> on <Term id="offline-data">offline data</Term>,
        then RL. The paper’s question is which SFT <Term id="checkpoint">checkpoint</Term> is the best start for RL, and
        its answer is: not the one that fits the data best. One experiment here goes through the same stages, once for
        every <Term id="seed">seed</Term>.
      </p>
      <ol>
        <li>
          <strong>Base policy.</strong> The <Term id="base-policy">base policy</Term> <Sign of="piZero" /> is a small
          decoder, pretrained on a noisy writer of the game ({pretrain.steps} steps of {pretrain.batch} sequences in the
          default preset).
        </li>
        <li>
          <strong>Data.</strong> A <Term id="behaviour-policy">behaviour policy</Term> <Sign of="piBeta" /> writes
          responses to training prompts. {data.pairs} of them are kept, each with the log-probability of every token;
          usually only what the <Term id="verifier">verifier</Term> accepts.
        </li>
        <li>
          <strong>SFT.</strong> Every <Term id="arm">arm</Term> starts from <Sign of="piZero" /> and sees the same
          batches in the same order ({sft.steps} steps of {sft.batch}). Only the weights of the loss differ.
        </li>
        <li>
          <strong>RL.</strong> Every arm goes through the same <Term id="grpo">GRPO</Term>, with the same prompts and
          sampler seeds ({rl.steps} steps of {rl.prompts} prompts, {rl.group} <Term id="rollout">rollouts</Term> each).
          One arm skips SFT: without it nobody can say whether SFT helped at all.
        </li>
      </ol>
      <p>
        After the base policy, through SFT and through RL every arm is evaluated on {evaluation.prompts}{' '}
        <Term id="held-out">held-out</Term> prompts.
      </p>
    </>
  )
}

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
      <ScrollRegion label="Sizes of the policies" className={styles.scroll}>
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
      <dl className={styles.options}>
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
