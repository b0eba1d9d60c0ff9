import { armTitle } from '../../config/armId'
import { type Confirmation, type Preset, presets } from '../../config/presets'
import { gameIds, games } from '../../games'
import type { ConfigState } from '../config/useConfig'
import { decimal, signed } from '../format'
import { Select } from '../parts/Select'
import styles from './Settings.module.css'

/** Where an experiment starts from: a preset, and the game that is played. */
export function StartFields({ state }: { state: ConfigState }) {
  const { config } = state.editing
  const preset = presets[config.preset]
  return (
    <div className={styles.lock}>
      <div className={styles.start}>
        <label htmlFor="preset">Preset</label>
        <Select
          id="preset"
          value={config.preset}
          options={Object.values(presets).map(({ id, title }) => ({ value: id, title }))}
          aria-describedby="preset-about"
          onPick={state.choosePreset}
        />
        {preset && <PresetAbout preset={preset} />}
      </div>
      <div className={styles.start}>
        <label htmlFor="game">Game</label>
        <Select
          id="game"
          value={config.game.id}
          options={gameIds.map((id) => ({ value: id, title: games[id].title }))}
          aria-describedby="game-about"
          onPick={state.chooseGame}
        />
        <p className={styles.about} id="game-about">
          {games[config.game.id].description}
        </p>
      </div>
    </div>
  )
}

/** What a preset mirrors, what to expect of it, and what it gave on fresh seeds. */
function PresetAbout({ preset }: { preset: Preset }) {
  const { description, expectation, confirmation } = preset
  return (
    <>
      <p className={styles.about} id="preset-about">
        {description}
      </p>
      <p className={styles.about}>
        <strong>What to expect.</strong> {expectation}
      </p>
      {confirmation ? <Confirmed {...confirmation} /> : <p className={styles.about}>Not confirmed on fresh seeds.</p>}
    </>
  )
}

function Confirmed({ seeds, arms: outcomes }: Confirmation) {
  const spread = ({ mean, standardError }: { mean: number; standardError: number }): string =>
    `${decimal(mean, 2)} ± ${decimal(standardError, 2)}`
  return (
    <details className={styles.confirmed}>
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
