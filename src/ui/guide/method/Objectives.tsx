import { type ArmKind, methods } from '../../../config/methods'
import { ScrollRegion } from '../../parts/ScrollRegion'
import { Coefficient } from '../MethodFormulas'
import { Term } from '../Term'
import { ArmName } from '../../Swatch'
import type { coefficients } from '../formulas'

const rows: readonly (readonly [ArmKind, keyof typeof coefficients])[] = [
  ['sft', 'sft'],
  ['early', 'early'],
  ['dft', 'dft'],
  ['token', 'pear'],
  ['block', 'pear'],
  ['sequence', 'pear'],
  ['shuffled', 'shuffled'],
  ['position', 'position'],
  ['normalised', 'normalised'],
  ['scaled', 'scaled'],
]

/** What each arm puts on a token's loss, and what the controls answer. */
export function Objectives() {
  return (
    <>
      <p>
        Every objective of SFT is a coefficient on the tokens’ loss. The <Term id="control">controls</Term> are made of
        the weights that PEAR (token) would give the policy now. They answer whether PEAR is only a different{' '}
        <Term id="learning-rate">learning rate</Term>, only less training, or only a profile of positions.
      </p>
      <ScrollRegion label="Arms and their coefficients" className="guide-scroll">
        <table className="objectives">
          <thead>
            <tr>
              <th scope="col">arm</th>
              <th scope="col">coefficient</th>
              <th scope="col">what it is</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([arm, coefficient]) => (
              <tr key={arm}>
                <th scope="row">
                  <ArmName arm={arm} />
                </th>
                <td>
                  <Coefficient of={coefficient} />
                </td>
                <td>{methods[arm].description}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">
                <ArmName arm="none" />
              </th>
              <td>—</td>
              <td>{methods.none.description}</td>
            </tr>
          </tbody>
        </table>
      </ScrollRegion>
    </>
  )
}
