import type { ExperimentConfig } from '../../config/config'
import { encodeLink } from '../../config/link'
import { presets } from '../../config/presets'
import { RECORDED_ID } from './recorded'
import type { ShownRun } from './shownRun'

interface Props {
  run: ShownRun
  /** Whether it is this tab's own latest run. */
  isLive: boolean
  /** The settings as they stand now. */
  config: ExperimentConfig
}

/** Where a run comes from that was not made here just now, and whether the settings beside it are still its own. */
export function RunNote({ run, isLive, config }: Props) {
  const own = run.results.config
  if (!own) return null
  if (run.id === RECORDED_ID) return <RecordedNote run={run} own={own} />
  if (encodeLink(own) === encodeLink(config)) return null
  return (
    <p className="stale" role="status">
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
    <p className="recorded-note">
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
