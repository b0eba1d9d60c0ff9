import { compiled, formulaOf } from '../../../config/armTraining'
import { type ArmKind, kindsOf, type MethodGroup, methodGroups, methods } from '../../../config/methods'
import { defaultPreset } from '../../../config/presets'
import { Formula } from '../../formula/Formula'
import { ScrollRegion } from '../../parts/ScrollRegion'
import { ArmName } from '../../ArmMarks'
import { Display, Inline, Sign } from '../formulas'
import { Term } from '../Term'
import styles from '../method.module.css'

const { config } = defaultPreset

/** What each arm puts on a token's loss, and what the controls answer. */
export function Objectives() {
  return (
    <>
      <p>
        Every objective of SFT is a coefficient on the tokens’ loss, and the page computes it from the formula that
        stands here; one of your own can be added to the arms. The <Term id="control">controls</Term> are made of the
        weights that PEAR (token) would give the policy now. They answer whether PEAR is only a different{' '}
        <Term id="learning-rate">learning rate</Term>, only less training, or only a profile of positions.
      </p>
      <ScrollRegion label="Arms and their coefficients" className={styles.scroll}>
        <table className={styles.objectives}>
          <thead>
            <tr>
              <th scope="col">arm</th>
              <th scope="col">what it is, and the coefficient of a token’s loss</th>
            </tr>
          </thead>
          {Object.entries(methodGroups).map(([group, title]) => (
            <MethodRows key={group} title={title} kinds={kindsOf(group as MethodGroup)} />
          ))}
        </table>
      </ScrollRegion>
    </>
  )
}

/** The methods of a group. Formulas of one's own have no row: what they are is not known here. */
function MethodRows({ title, kinds }: { title: string; kinds: readonly ArmKind[] }) {
  const shown = kinds.filter((kind): kind is Exclude<ArmKind, 'formula'> => kind !== 'formula')
  if (shown.length === 0) return null
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={2} className={styles.group}>
          {title}
        </th>
      </tr>
      {shown.map((kind) => {
        const { description, source } = methods[kind]
        const formula = formulaOf(kind, config)
        return (
          <tr key={kind}>
            <th scope="row">
              <ArmName arm={kind} />
            </th>
            <td>
              {description} {source !== undefined && <span className={styles.source}>{source}</span>}
              {formula !== undefined && <Formula tex={compiled(formula).tex} label={formula} display />}
            </td>
          </tr>
        )
      })}
    </tbody>
  )
}

/** What is a setting because the paper does not say it. */
export function Options() {
  return (
    <>
      <p>Where the paper leaves something open, the choice is a setting; the default comes first.</p>
      <dl className={styles.options}>
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
            one, with <Inline of="negatives" /> at each of its tokens. The loss is divided by all response tokens,
            refused ones included.
          </dd>
        </div>
      </dl>
    </>
  )
}
