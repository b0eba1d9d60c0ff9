import { Display, Sign } from '../formulas'
import { Term } from '../Term'

/** From the ratio of two policies to the weight of a token. */
export function Weights() {
  return (
    <>
      <p>
        The data were written by <Sign of="piBeta" />, but it is <Sign of="piTheta" />, the policy in training, that RL
        will improve. For each token <Term id="token">of a response</Term> of <Sign of="length" /> tokens, the end token
        included and prompt and padding left out, the <Term id="importance-ratio">importance ratio</Term> says how much
        more or less likely it is under <Sign of="piTheta" />. Its logarithm is <Term id="clip">clipped</Term>:
      </p>
      <Display of="delta" />
      <p>
        The weight of a token looks at the <Term id="suffix-ratio">ratio of what follows it</Term>: if the learner would
        hardly ever go on as the data do, it need not learn to get there. In <strong>PEAR (token)</strong>, with a{' '}
        <Term id="discount">discount γ</Term>:
      </p>
      <Display of="token" />
      <p>
        The own token is left out, so that the last token’s weight is 1. In <strong>PEAR (block)</strong> the{' '}
        <Sign of="block" /> tokens of a <Term id="block">block</Term> share what follows the block:
      </p>
      <Display of="block" />
      <p>
        and in <strong>PEAR (sequence)</strong> all tokens share the <Term id="sequence">ratio of the response</Term>,
        without a discount:
      </p>
      <Display of="sequence" />
      <p>The logarithm is clipped once more, and its exponential is the weight:</p>
      <Display of="weight" />
      <p>
        The loss is the weighted <Sign of="tokenLoss" /> with <Sign of="coefficient" /> = <Sign of="weight" />, a
        constant for the gradient (<Term id="stop-gradient">stop-gradient</Term>, sg):
      </p>
      <Display of="loss" />
      <p>
        The paper has γ = 0.999, <Sign of="block" /> = 4, <Sign of="delta" /> from −0.08 to 0.3 and <Sign of="logG" />{' '}
        from −10 to 5, for responses of thousands of tokens. On a dozen tokens those bounds leave almost no weighting,
        so the presets state their own.
      </p>
      <ul>
        <li>
          With <Sign of="block" /> = 1 block equals token; with <Sign of="block" /> at least <Sign of="length" /> every
          weight is 1, and so is that of a response of one token, in token and block.
        </li>
        <li>
          Where both policies are equal, token gives <Sign of="profile" /> and sequence gives 1.
        </li>
        <li>Padding and the length of the prompt change nothing.</li>
      </ul>
    </>
  )
}

/** The identities behind the weights. */
export function Why() {
  return (
    <>
      <p>
        With γ = 1 and no clips these hold exactly; each is checked by enumeration on a tiny game. If only correct
        responses are kept, the weight of PEAR (token) averages, over what <Sign of="piBeta" /> goes on to write, to
      </p>
      <Display of="favoured" />
      <p>
        so that it favours beginnings from which <em>the learner itself</em> can still finish. With PEAR (sequence) the
        expected gradient of a response’s loss is
      </p>
      <Display of="policyGradient" />
      <p>
        the policy gradient of the <Term id="reward">reward</Term> that RL will maximise, estimated{' '}
        <Term id="off-policy">off-policy</Term>. On unfiltered data the same averages are 1 for PEAR (token), which then
        equals SFT in expectation, and a gradient of 0 for PEAR (sequence), which then learns nothing.
      </p>
    </>
  )
}
