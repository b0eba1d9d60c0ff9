import { presets } from '../../config/presets'
import { gameIds, games } from '../../games'
import type { ConfigState } from '../config/useConfig'
import { Select } from '../parts/Select'
import { PresetAbout } from './PresetAbout'

/** Where an experiment starts from: a preset, and the game that is played. */
export function StartFields({ state }: { state: ConfigState }) {
  const { config } = state.editing
  const preset = presets[config.preset]
  return (
    <div className="start-fields">
      <div className="start-field">
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
      <div className="start-field">
        <label htmlFor="game">Game</label>
        <Select
          id="game"
          value={config.game.id}
          options={gameIds.map((id) => ({ value: id, title: games[id].title }))}
          aria-describedby="game-about"
          onPick={state.chooseGame}
        />
        <p className="about" id="game-about">
          {games[config.game.id].description}
        </p>
      </div>
    </div>
  )
}
