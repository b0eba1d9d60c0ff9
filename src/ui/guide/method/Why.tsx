import { Display, Sign } from '../MethodFormulas'
import { Term } from '../Term'

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
