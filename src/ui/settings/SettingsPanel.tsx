import { useState } from 'react'
import { changedPaths } from '../config/editing'
import { mainGroups, otherGroups } from '../config/mainSettings'
import type { ConfigState } from '../config/useConfig'
import { EngineGroup } from '../engine/EngineGroup'
import type { EngineState } from '../engine/useEngine'
import { ArmsField } from './ArmsField'
import { CopyLink } from './CopyLink'
import { FieldGroup } from './FieldGroup'
import { StartFields } from './StartFields'

interface Props {
  state: ConfigState
  engine: EngineState
  locked: boolean
  /** Whether the engine must stay as it is. */
  engineLocked: boolean
}

/**
 * Every setting of the experiment, and what trains. While a run is on they are locked, so that the link says what is on
 * the page.
 */
export function SettingsPanel({ state, engine, locked, engineLocked }: Props) {
  const [explained, setExplained] = useState(false)
  const [opened, setOpened] = useState(false)
  const game = state.editing.config.game.id
  const others = otherGroups(game)
  const changed = new Set(changedPaths(state.editing))
  const otherSettings = others.flatMap(({ settings }) => settings)
  const changedOthers = otherSettings.filter(({ path }) => changed.has(path)).length
  // A message must not hide in a closed part: with one inside, the part opens and cannot be closed.
  const mustOpen = otherSettings.some(({ path }) => state.problems[path] !== undefined)
  return (
    <section className="settings" aria-label="Settings" data-explained={explained}>
      <header className="settings-head">
        <h2>Settings</h2>
        <label className="explain">
          <input
            type="checkbox"
            checked={explained}
            onChange={(event) => {
              setExplained(event.target.checked)
            }}
          />
          Explain each
        </label>
      </header>
      {locked && <p className="locked">Stop the run to change settings.</p>}
      <fieldset className="lock" disabled={locked} aria-label="Settings of the experiment">
        <StartFields state={state} />
        <ArmsField state={state} />
        {mainGroups(game).map((group) => (
          <FieldGroup key={group.title} group={group} state={state} />
        ))}
        <details
          className="others"
          open={opened || mustOpen}
          onToggle={(event) => {
            if (mustOpen) event.currentTarget.open = true
            setOpened(event.currentTarget.open)
          }}
        >
          <summary>
            All settings
            <span className="others-count">
              {changedOthers > 0 ? `${changedOthers} changed` : `${otherSettings.length} more`}
            </span>
          </summary>
          {others.map((group) => (
            <FieldGroup key={group.title} group={group} state={state} />
          ))}
        </details>
      </fieldset>
      <div className="actions">
        <CopyLink link={state.link} disabled={Object.keys(state.problems).length > 0} />
        <button type="button" disabled={locked || changed.size === 0} onClick={state.resetAll}>
          Reset all
        </button>
        <span className="changed-count">
          {changed.size === 0 ? 'As in the preset' : `${changed.size} changed from the preset`}
        </span>
      </div>
      <EngineGroup engine={engine} locked={engineLocked} />
    </section>
  )
}
