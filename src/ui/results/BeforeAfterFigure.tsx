import { memo, useContext } from 'react'
import { type BeforeAfter, type Crossing, crossingText } from '../../results/diagnostics'
import { ArmMarker } from '../ArmMarks'
import { ArmOfRun, EstimateText } from '../charts/kit/cells'
import kit from '../charts/kit/kit.module.css'
import { ScrollRegion } from '../parts/ScrollRegion'
import { OwnNames, useArmStyle } from '../armStyle'
import { RankScatter } from './RankScatter'
import styles from './results.module.css'
import type { OwnSettings } from '../../config/ownSettings'

interface Props {
  arms: readonly BeforeAfter[]
  /** The pairs whose order changes; all that are shown first. */
  crossings: readonly Crossing[]
  /** The other run's arms. */
  overlay: readonly BeforeAfter[]
  overlayName: string
  table: boolean
}

/** pass@1 before and after RL, and whose order RL reversed. */
export const BeforeAfterFigure = memo(function BeforeAfterFigure(props: Props) {
  const { arms, crossings, overlay, overlayName, table } = props
  const own = useContext(OwnNames)
  return (
    <div className={styles.rank}>
      <figure aria-labelledby="rank-title" aria-describedby="rank-about">
        <figcaption>
          <h3 id="rank-title">Before and after RL</h3>
          <p className={kit.about} id="rank-about">
            pass@1 on held-out prompts after SFT (for no SFT: of the base policy) against pass@1 after RL. Large: mean;
            small: each seed. A line that falls to the right joins two arms whose order reversed: solid and numbered
            where both intervals exclude 0, dotted where only the means cross. On the dashed line RL changes nothing.
          </p>
        </figcaption>
        {table ? <RankTable arms={arms} overlay={overlay} overlayName={overlayName} /> : <RankScatter {...props} />}
        <ul className={styles.markerLegend}>
          {arms.map(({ arm }) => (
            <MarkerName key={arm} arm={arm} />
          ))}
          {overlay.length > 0 && <li>Faint: {overlayName}</li>}
        </ul>
      </figure>
      <Reversals found={crossings} own={own} />
    </div>
  )
})

function MarkerName({ arm }: Pick<BeforeAfter, 'arm'>) {
  const { title } = useArmStyle()(arm)
  return (
    <li>
      <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" focusable="false">
        <ArmMarker arm={arm} size={6} />
      </svg>
      {title}
    </li>
  )
}

function RankTable({ arms, overlay, overlayName }: Pick<Props, 'arms' | 'overlay' | 'overlayName'>) {
  const rows = [...arms.map((one) => ({ one, run: '' })), ...overlay.map((one) => ({ one, run: overlayName }))]
  return (
    <ScrollRegion label="Before and after RL as a table, scrolls">
      <table>
        <caption className="visually-hidden">pass@1 before and after RL: mean, 95 % interval, n.</caption>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Before RL</th>
            <th scope="col">After RL</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ one: { arm, before, after }, run }) => (
            <tr key={`${run} ${arm}`}>
              <th scope="row">
                <ArmOfRun arm={arm} run={run} />
              </th>
              <td>
                <EstimateText of={before} />
              </td>
              <td>
                <EstimateText of={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

interface ReversalsProps {
  /** Those that are shown first; the list's numbers are those of the lines in the picture. */
  found: readonly Crossing[]
  own: OwnSettings | undefined
}

/** Which pairs of arms change their order through RL, a sentence each; what the data leave open is folded away. */
function Reversals({ found, own }: ReversalsProps) {
  const shown = found.filter((crossing) => crossing.shown)
  const open = found.filter((crossing) => !crossing.shown)
  return (
    <div className={styles.reversals}>
      <h4>Rank reversals</h4>
      <p className={kit.about}>
        Pairs of arms whose order of pass@1 changes through RL, with both paired 95 % intervals excluding 0 (not
        corrected for the number of pairs).
      </p>
      {shown.length === 0 ? (
        <p>None is shown.</p>
      ) : (
        <ol>
          {shown.map((crossing) => (
            <li key={`${crossing.upper} ${crossing.lower}`}>{crossingText(crossing, own)}</li>
          ))}
        </ol>
      )}
      {open.length > 0 && (
        <details>
          <summary>
            {open.length === 1 ? 'One pair of means crosses' : `${open.length} pairs of means cross`} without a reversal
            shown
          </summary>
          <ul>
            {open.map((crossing) => (
              <li key={`${crossing.upper} ${crossing.lower}`}>{crossingText(crossing, own)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
