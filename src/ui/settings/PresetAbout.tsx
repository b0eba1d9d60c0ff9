import { armTitle } from '../../config/armId'
import type { Confirmation, Preset } from '../../config/presets'
import { decimal, signed } from '../format'

/** What a preset mirrors, what to expect of it, and what it gave on fresh seeds. */
export function PresetAbout({ preset }: { preset: Preset }) {
  const { description, expectation, confirmation } = preset
  return (
    <>
      <p className="about" id="preset-about">
        {description}
      </p>
      <p className="about">
        <strong>What to expect.</strong> {expectation}
      </p>
      {confirmation ? <Confirmed {...confirmation} /> : <p className="about">Not confirmed on fresh seeds.</p>}
    </>
  )
}

function Confirmed({ seeds, arms: outcomes }: Confirmation) {
  const spread = ({ mean, standardError }: { mean: number; standardError: number }): string =>
    `${decimal(mean, 2)} ± ${decimal(standardError, 2)}`
  return (
    <details className="confirmed">
      <summary>
        Confirmed on {seeds.length} fresh seeds ({seeds[0]} to {seeds.at(-1)})
      </summary>
      <table>
        <caption>
          Held-out pass@1, mean ± standard error; difference to SFT after RL, paired by seed, with its 95 % interval
        </caption>
        <thead>
          <tr>
            <th scope="col">arm</th>
            <th scope="col">after SFT</th>
            <th scope="col">after RL</th>
            <th scope="col">less SFT’s</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ arm, postSft, postRl, difference }) => (
            <tr key={arm}>
              <th scope="row">{armTitle(arm)}</th>
              <td>{spread(postSft)}</td>
              <td>{spread(postRl)}</td>
              <td>
                {difference
                  ? `${signed(difference.mean, 2)} [${signed(difference.low, 2)}, ${signed(difference.high, 2)}]`
                  : '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
