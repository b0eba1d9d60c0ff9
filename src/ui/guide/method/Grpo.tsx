import { ScrollRegion } from '../../parts/ScrollRegion'
import { Display, Inline, Sign } from '../formulas'
import { Term } from '../Term'
import styles from '../method.module.css'

const reductions = [
  { id: 'reduceGrpo', name: 'grpo', means: 'Each completion counts the same, however long it is.' },
  { id: 'reduceDapo', name: 'dapo', means: 'Each token counts the same.' },
  { id: 'reduceDrGrpo', name: 'dr_grpo', means: 'As dapo, with a divisor that does not depend on the lengths.' },
] as const

/** RL, the same for every arm. */
export function Grpo() {
  return (
    <>
      <p>
        A step of <Term id="grpo">GRPO</Term> samples a <Term id="group">group</Term> of <var>K</var> completions for
        each of its prompts, at <Term id="temperature">temperature</Term> 1. The <Term id="reward">reward</Term> is 1
        where the verifier accepts, else 0, and the <Term id="advantage">advantage</Term> is what a completion has over
        its group:
      </p>
      <Display of="advantage" />
      <p>
        With the scale <code>none</code> it is not divided (<Term id="dr-grpo">Dr. GRPO</Term>). The loss of a token
        compares the policy with <Sign of="piOld" />, which sampled it:
      </p>
      <Display of="ratio" />
      <Display of="grpo" />
      <p>
        The last term, with its coefficient <Sign of="beta" /> at 0 by default, estimates the{' '}
        <Term id="kl">KL divergence</Term> to the SFT checkpoint <Sign of="piRef" />, token by token:
      </p>
      <Display of="k3" />
      <p>
        With one inner epoch the policy is the one that sampled, so that the ratio is 1 and its{' '}
        <Term id="clip">clip</Term> has no effect. The losses of <var>N</var> completions are summed up in one of three
        ways:
      </p>
      <ScrollRegion label="Reductions of the RL loss" className={styles.scroll}>
        <table>
          <thead>
            <tr>
              <th scope="col">reduction</th>
              <th scope="col">loss</th>
              <th scope="col">what counts</th>
            </tr>
          </thead>
          <tbody>
            {reductions.map(({ id, name, means }) => (
              <tr key={id}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>
                  <Inline of={id} />
                </td>
                <td>{means}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  )
}
