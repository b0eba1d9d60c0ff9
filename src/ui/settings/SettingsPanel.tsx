import { memo, useMemo, useState } from 'react'
import type { ExperimentConfig } from '../../config/config'
import { methods } from '../../config/methods'
import type { EngineReport } from '../../worker/client'
import { changedPaths } from '../config/editing'
import { mainGroups, otherGroups } from '../config/mainSettings'
import { matches, matchText, type Searched, wordsOf } from '../config/search'
import type { ConfigState } from '../config/useConfig'
import type { EngineState } from '../engine/useEngine'
import { useStored } from '../parts/storedSetting'
import { ArmCards } from './ArmCards'
import { EngineGroup } from './EngineGroup'
import { estimateText, keptRuns, nearestPaces } from './estimate'
import { MainFieldGroup, OtherFieldGroup } from './FieldGroup'
import styles from './Settings.module.css'
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
    <section className={`panel ${styles.settings}`} aria-label="Settings" data-explained={explained}>
      <header className={styles.head}>
        <h2>Settings</h2>
        <label className={styles.explain}>
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
      {locked && <p className={styles.locked}>Stop the run to change settings.</p>}
      <fieldset className={styles.lock} disabled={locked} aria-label="Settings of the experiment">
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
        <div className={styles.otherGroups}>
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
      <div className={`actions ${styles.actions}`} data-tour="share">
        <CopyLink link={state.link} disabled={Object.keys(editing.pending).length > 0} />
        <button type="button" disabled={locked || changed === 0} onClick={state.resetAll}>
          Reset all
        </button>
        <span className={styles.count}>
          {changed === 0 ? 'As in the preset' : `${changed} changed from the preset`}
        </span>
      </div>
      <EstimateLine config={editing.config} engine={engine.report} />
      <EngineGroup engine={engine} locked={engineLocked} />
    </section>
  )
})

interface SearchBoxProps {
  query: string
  /** What was found, in words; empty where nothing is searched for. */
  found: string
  onQuery: (query: string) => void
}

/** Finds settings by title, description or path. Escape clears it. */
function SearchBox({ query, found, onQuery }: SearchBoxProps) {
  return (
    <div className={styles.find}>
      <label className="visually-hidden" htmlFor="find-setting">
        Find a setting
      </label>
      <input
        id="find-setting"
        type="search"
        placeholder="Find a setting"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          onQuery(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onQuery('')
        }}
      />
      <p className={styles.found} role="status">
        {found}
      </p>
    </div>
  )
}

/** Copies the address of these settings; where the browser forbids it, shows the address for copying by hand. */
function CopyLink({ link, disabled }: { link: string; disabled: boolean }) {
  // Which link was dealt with: after a change of the settings the confirmation no longer holds.
  const [copied, setCopied] = useState<string>()
  const [refused, setRefused] = useState<string>()

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link)
      setCopied(link)
    } catch {
      setRefused(link)
    }
  }

  return (
    <>
      <button type="button" disabled={disabled} onClick={() => void copy()}>
        {copied === link ? 'Link copied' : 'Copy link'}
      </button>
      <span className="visually-hidden" role="status">
        {copied === link ? 'The link to these settings was copied.' : ''}
      </span>
      {refused === link && (
        <label className={styles.linkByHand}>
          The browser did not allow copying; copy the link here:
          <input
            type="text"
            readOnly
            value={link}
            onFocus={(event) => {
              event.target.select()
            }}
          />
        </label>
      )}
    </>
  )
}

interface EstimateProps {
  config: ExperimentConfig
  /** Undefined while the engine is opened. */
  engine: EngineReport | undefined
}

/** How many policies a run would train, what memory it takes on the device, and how long it takes here: one line. */
function EstimateLine({ config, engine }: EstimateProps) {
  const kept = useStored(keptRuns)
  const text = useMemo(() => {
    const paces = engine?.ready ? nearestPaces(kept, engine.name, config) : undefined
    return estimateText(config, engine, paces)
  }, [config, engine, kept])
  return (
    <p className={styles.estimate} aria-label="What a run takes">
      {text}
    </p>
  )
}
