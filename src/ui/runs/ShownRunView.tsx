import type { ReactNode } from 'react'
import type { ExperimentConfig } from '../../config/config'
import { encodeLink } from '../../config/link'
import { presets } from '../../config/presets'
import { Select, type SelectOption } from '../parts/Select'
import { OwnNames } from '../armStyle'
import { RECORDED_ID, type RunHead } from './library'
import type { RecordedState } from './recorded'
import { stateText } from './rows'
import styles from './ShownRunView.module.css'
import type { ShownRun } from './shownRun'
import type { RunsState } from './useRuns'

interface Props {
  runs: RunsState
  recorded: RecordedState
  /** The settings as they stand now, which may not be those of the run. */
  config: ExperimentConfig
  /** What is shown of the run. */
  children: (run: ShownRun) => ReactNode
}

/** Which run the views show and where it comes from, above the views themselves. */
export function ShownRunView({ runs, recorded, config, children }: Props) {
  const { shown } = runs
  if (!shown) return <EmptyState recorded={recorded} />
  return (
    <OwnNames value={shown.results.config?.own}>
      <div className={styles.head}>
        <RunSwitcher runs={runs} />
        <RunNote run={shown} isLive={shown.id === runs.liveId} config={config} />
      </div>
      {children(shown)}
    </OwnNames>
  )
}

/** Stands in the place of results until the recorded run is there, or says why it is not. */
function EmptyState({ recorded }: { recorded: RecordedState }) {
  const { state } = recorded
  return (
    <section className="empty" aria-label="Results">
      <h2>{state === 'none' ? 'No results yet' : 'Reading the recorded run…'}</h2>
      {state === 'none' && <p>{recorded.message}</p>}
    </section>
  )
}

const NONE = ''

/** Which run the views show and which is laid over it, for the head of the results. */
function RunSwitcher({ runs }: { runs: RunsState }) {
  const { list, shown, overlay } = runs
  const head = list.find(({ id }) => id === shown?.id)
  const over = list.find(({ id }) => id === overlay?.id)
  if (!head) return null
  return (
    <div className={styles.switcher} role="group" aria-label="Runs shown">
      <label>
        <span>Run</span>
        <Select value={head.id} options={optionsOf(list)} onPick={runs.show} />
        <em>{stateText(head)}</em>
      </label>
      {list.length > 1 && (
        <label>
          <span>Overlay</span>
          <Select
            value={over?.id ?? NONE}
            options={[{ value: NONE, title: 'none' }, ...optionsOf(list.filter(({ id }) => id !== head.id))]}
            onPick={(id) => {
              runs.setOverlay(id === NONE ? undefined : id)
            }}
          />
          {over && <em>{stateText(over)}</em>}
        </label>
      )}
    </div>
  )
}

/** Pinned runs come first; they are pinned to be found. */
function optionsOf(list: readonly RunHead[]): SelectOption[] {
  const own = list.filter(({ origin }) => origin !== 'recorded')
  const recorded = list.filter(({ origin }) => origin === 'recorded')
  return [...own.filter(({ pinned }) => pinned), ...own.filter(({ pinned }) => !pinned), ...recorded].map(
    ({ id, name, pinned, origin }) => ({ value: id, title: pinned && origin !== 'recorded' ? `★ ${name}` : name }),
  )
}

interface NoteProps {
  run: ShownRun
  /** Whether it is this tab's own latest run. */
  isLive: boolean
  /** The settings as they stand now. */
  config: ExperimentConfig
}

/** Where a run comes from that was not made here just now, and whether the settings beside it are still its own. */
function RunNote({ run, isLive, config }: NoteProps) {
  const own = run.results.config
  if (!own) return null
  if (run.id === RECORDED_ID) return <RecordedNote run={run} own={own} />
  if (encodeLink(own) === encodeLink(config)) return null
  return (
    <p className={styles.stale} role="status">
      {isLive
        ? 'These results are of the run before: the settings have changed since.'
        : 'The settings beside are not those of this run; Runs shows in what they differ.'}
    </p>
  )
}

function RecordedNote({ run: { manifest, results }, own }: { run: ShownRun; own: ExperimentConfig }) {
  const count = results.seeds.length
  const title = presets[own.preset]?.title ?? own.preset
  return (
    <p className={styles.recorded}>
      <strong>Recorded{manifest && ` on ${manifest.started.slice(0, 10)}`}</strong>: {title}, {count}{' '}
      {count === 1 ? 'seed' : 'seeds'}
      {manifest && (
        <>
          , by <code>npm run experiment</code> on {manifest.machine.processor}, {manifest.machine.cores} cores,{' '}
          {manifest.engine}
        </>
      )}
      . <strong>Run</strong> shows your own in its place.
    </p>
  )
}
