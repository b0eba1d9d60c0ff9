import { presets } from '../../config/presets'
import { gameIds, games } from '../../games'
import type { ConfigState } from '../config/useConfig'
import { PresetAbout } from './PresetAbout'

/** Where an experiment starts from: a preset, and the game that is played. */
export function StartFields({ state }: { state: ConfigState }) {
  const { config } = state.editing
  const preset = presets[config.preset]
  return (
    <div className="start-fields">
      <div className="start-field">
        <label htmlFor="preset">Preset</label>
        <select
          id="preset"
          value={config.preset}
          aria-describedby="preset-about"
          onChange={(event) => {
            state.choosePreset(event.target.value)
          }}
        >
          {Object.values(presets).map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        {preset && <PresetAbout preset={preset} />}
      </div>
      <div className="start-field">
        <label htmlFor="game">Game</label>
        <select
          id="game"
          value={config.game.id}
          aria-describedby="game-about"
          onChange={(event) => {
            const id = gameIds.find((game) => game === event.target.value)
            if (id) state.chooseGame(id)
          }}
        >
          {gameIds.map((id) => (
            <option key={id} value={id}>
              {games[id].title}
            </option>
          ))}
        </select>
        <p className="about" id="game-about">
          {games[config.game.id].description}
        </p>
      </div>
    </div>
  )
}
