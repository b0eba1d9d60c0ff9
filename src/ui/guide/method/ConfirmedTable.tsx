import type { Preset } from '../../../config/presets'
import { decimal, signed } from '../../format'
import { ScrollRegion } from '../../parts/ScrollRegion'
import { ArmName } from '../../Swatch'
import { shownBy } from './claims'

interface Spread {
  mean: number
  standardError: number
}

const spread = ({ mean, standardError }: Spread): string => `${decimal(mean, 2)} ± ${decimal(standardError, 2)}`

/** What a preset gave on fresh seeds, every arm with what its interval shows. Nothing where it was not confirmed. */
export function ConfirmedTable({ preset: { title, confirmation } }: { preset: Preset }) {
  if (!confirmation) return null
  const { seeds, arms } = confirmation
  return (
    <ScrollRegion label={`${title} on fresh seeds`} className="guide-scroll">
      <table className="confirmed-table">
        <caption>
          <div className="caption-text">
            “{title}” on {seeds.length} fresh seeds ({seeds[0]} to {seeds.at(-1)}). Mean ± standard error; held-out NLL
            in nats a token; pass@1 on held-out prompts; difference in pass@1 to SFT after RL, paired by seed, with its
            95 % interval.
          </div>
        </caption>
        <thead>
          <tr>
            <th scope="col">arm</th>
            <th scope="col">NLL after SFT</th>
            <th scope="col">pass@1 after SFT</th>
            <th scope="col">pass@1 after RL</th>
            <th scope="col">less SFT’s</th>
            <th scope="col">shown</th>
          </tr>
        </thead>
        <tbody>
          {arms.map(({ arm, heldOutNll, postSft, postRl, difference }) => (
            <tr key={arm}>
              <th scope="row">
                <ArmName arm={arm} />
              </th>
              <td>{spread(heldOutNll)}</td>
              <td>{spread(postSft)}</td>
              <td>{spread(postRl)}</td>
              <td>
                {difference
                  ? `${signed(difference.mean, 2)} [${signed(difference.low, 2)}, ${signed(difference.high, 2)}]`
                  : '—'}
              </td>
              <td>{shownBy(difference) ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
