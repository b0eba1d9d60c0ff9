import { defaultPreset } from '../../../config/presets'
import { Sign } from '../MethodFormulas'
import { Term } from '../Term'

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
      <ol className="pipeline">
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
