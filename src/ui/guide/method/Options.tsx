import { Coefficient, Display, Sign } from '../MethodFormulas'
import { Term } from '../Term'

/** What is a setting because the paper does not say it. */
export function Options() {
  return (
    <>
      <p>Where the paper leaves something open, the choice is a setting; the default comes first.</p>
      <dl className="options">
        <div>
          <dt>
            <Sign of="piTheta" /> in the ratio
          </dt>
          <dd>
            The policy in training, now; or the frozen base policy <Sign of="piZero" />.
          </dd>
        </div>
        <div>
          <dt>Reduction</dt>
          <dd>
            The sum over all tokens by their number, as above; or the mean over responses of each one’s mean:
            <Display of="lossBySequence" />
          </dd>
        </div>
        <div>
          <dt>Scale</dt>
          <dd>The weights as they are; or divided by their mean over the batch.</dd>
        </div>
        <div>
          <dt>Token loss</dt>
          <dd>
            −log-likelihood; or, where the behaviour policy is a network, its <Term id="kl">KL divergence</Term> to the
            learner over all next tokens:
            <Display of="divergence" />
          </dd>
        </div>
        <div>
          <dt>Negatives</dt>
          <dd>
            None; or each pair of a PEAR arm’s batch is joined by a response that the verifier refused, where there is
            one, with <Coefficient of="negatives" /> at each of its tokens. The loss is divided by all response tokens,
            refused ones included.
          </dd>
        </div>
      </dl>
    </>
  )
}
