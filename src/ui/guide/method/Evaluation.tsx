import { Display, Inline, Sign } from '../formulas'
import { Term } from '../Term'
import styles from '../method.module.css'

/** What is measured, and how sure it is. */
export function Evaluation() {
  return (
    <>
      <p>
        Each held-out prompt gets <var>n</var> responses at temperature 1, of which <var>c</var> are right, and one{' '}
        <Term id="greedy">greedy</Term> one. <Term id="pass-at-1">pass@1</Term> is the mean of <var>c</var> /{' '}
        <var>n</var>, and the unbiased estimate of <Term id="pass-at-k">pass@k</Term> is
      </p>
      <Display of="passAtK" />
      <p>
        <Term id="held-out-nll">Held-out NLL</Term> is the fit to the behaviour policy: its mean −log-likelihood on that
        policy’s responses to held-out prompts.
      </p>
      <p>
        Arms of one seed share base policy, data, batch order, RL prompts, sampler seeds and evaluation prompts, so
        their <Term id="paired-difference">difference is paired by seed</Term>. Its 95 %{' '}
        <Term id="confidence-interval">interval</Term> over <var>n</var> seeds comes from Student’s <var>t</var> with{' '}
        <var>n</var> − 1 degrees of freedom:
      </p>
      <Display of="interval" />
      <p>
        Rollouts are never pooled as if they were independent. A <Term id="rank-reversal">rank reversal</Term> of two
        arms counts as shown where both intervals, before and after RL, exclude 0.
      </p>
      <dl className={styles.options}>
        <div>
          <dt>
            <Term id="drift">Drift</Term>
          </dt>
          <dd>
            <Inline of="drift" />, how far RL moved the parameters.
          </dd>
        </div>
        <div>
          <dt>
            <Term id="cosine">Cosine</Term>
          </dt>
          <dd>
            <Inline of="cosine" />. Above 0 RL goes on in SFT’s direction, below 0 it goes back.
          </dd>
        </div>
        <div>
          <dt>
            <Term id="effective-sample-size">Effective sample size</Term>
          </dt>
          <dd>
            <Inline of="effectiveSampleSize" />, over the <var>n</var> tokens of a batch.
          </dd>
        </div>
        <div>
          <dt>Clipped</dt>
          <dd>
            The shares of <Sign of="delta" /> and <Sign of="logG" /> beyond their bounds, each side apart. A value on a
            bound is not clipped.
          </dd>
        </div>
        <div>
          <dt>
            <Term id="entropy">Entropy</Term> and <Term id="kl">KL</Term>
          </dt>
          <dd>Exact, over all next tokens, on the policy’s own rollouts.</dd>
        </div>
      </dl>
    </>
  )
}
