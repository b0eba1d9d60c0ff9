import { memo, useState } from 'react'
import { methods } from '../../config/methods'
import { changedPaths } from '../config/editing'
import { mainGroups, otherGroups } from '../config/mainSettings'
import { matches, matchText, type Searched, wordsOf } from '../config/search'
import type { ConfigState } from '../config/useConfig'
import { EngineGroup } from '../engine/EngineGroup'
import type { EngineState } from '../engine/useEngine'
import { ArmCards } from './ArmCards'
import { CopyLink } from './CopyLink'
import { EstimateLine } from './EstimateLine'
import { MainFieldGroup, OtherFieldGroup } from './FieldGroup'
import { SearchBox } from './SearchBox'
import { StartFields } from './StartFields'

interface Props {
  state: ConfigState
  engine: EngineState
  locked: boolean
  /** Whether the engine must stay as it is. */
  engineLocked: boolean
}

/** What a search looks at for the arms. */
const armsSetting: Searched = {
  path: 'arms own',
  title: 'Arms',
  description: Object.values(methods)
    .map(({ title }) => title)
    .join(' '),
}

/**
 * Every setting of the experiment, and what trains. While a run is on they are locked, so that the link says what is on
 * the page; and drawn no more, however often the run reports.
 */
export const SettingsPanel = memo(function SettingsPanel({ state, engine, locked, engineLocked }: Props) {
  const [explained, setExplained] = useState(false)
  const [query, setQuery] = useState('')
  const { editing, problems } = state
  const game = editing.config.game.id
  const changed = changedPaths(editing).length
  const words = wordsOf(query)
  const isSearch = words.length > 0
  const isHit = (group: string) => (setting: Searched) => matches(words, setting, group)
  // What stands against a run stays in sight, whatever is searched for.
  const isShown = (group: string) => (setting: Searched) =>
    isHit(group)(setting) || problems[setting.path] !== undefined
  const main = mainGroups(game)
  const others = otherGroups(game)
  const hits =
    [...main, ...main.map(({ title, more }) => ({ title, settings: more })), ...others].reduce(
      (count, { title, settings }) => count + settings.filter(isHit(title)).length,
      0,
    ) + (isHit('')(armsSetting) ? 1 : 0)
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
        <SearchBox query={query} found={isSearch ? matchText(hits) : ''} onQuery={setQuery} />
        {isShown('')(armsSetting) || problems.arms !== undefined ? <ArmCards state={state} /> : null}
        {main.map(({ part, title, settings, more }) => (
          <MainFieldGroup
            key={title}
            group={{ part, title, settings: settings.filter(isShown(title)), more: more.filter(isShown(title)) }}
            state={state}
            isSearch={isSearch}
          />
        ))}
        <div className="other-groups">
          {others.map(({ title, settings }) => (
            <OtherFieldGroup
              key={title}
              group={{ title, settings: settings.filter(isShown(title)) }}
              state={state}
              isSearch={isSearch}
            />
          ))}
        </div>
      </fieldset>
      <div className="actions" data-tour="share">
        <CopyLink link={state.link} disabled={Object.keys(editing.pending).length > 0} />
        <button type="button" disabled={locked || changed === 0} onClick={state.resetAll}>
          Reset all
        </button>
        <span className="changed-count">
          {changed === 0 ? 'As in the preset' : `${changed} changed from the preset`}
        </span>
      </div>
      <EstimateLine config={editing.config} engine={engine.report} />
      <EngineGroup engine={engine} locked={engineLocked} />
    </section>
  )
})
