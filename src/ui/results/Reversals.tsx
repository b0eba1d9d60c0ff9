import { crossingText } from '../../results/diagnostics'
import type { Crossing } from '../../results/diagnostics'
import type { OwnSettings } from '../../config/ownSettings'
import kit from '../charts/kit/kit.module.css'
import styles from './results.module.css'

interface Props {
  /** Those that are shown first; the list's numbers are those of the lines in the picture. */
  found: readonly Crossing[]
  own: OwnSettings | undefined
}

/** Which pairs of arms change their order through RL, a sentence each; what the data leave open is folded away. */
export function Reversals({ found, own }: Props) {
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
