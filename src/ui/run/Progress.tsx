import type { RunResults } from '../../experiment/results'
import { StageStrip } from './StageStrip'
import { announcement, endText, progressText, type Phase } from './status'

/** How far the run is, in a bar and in words, and how it ended. */
export function Progress({ results, phase }: { results: RunResults; phase: Phase }) {
  if (phase === 'idle') return null
  const failed = phase === 'over' && results.end?.kind === 'failed'
  const done = results.end?.kind === 'finished' ? 1 : (results.progress?.done ?? 0)
  return (
    <div className="progress">
      <StageStrip results={results} />
      <progress aria-label="Progress of the run" max={1} value={done} />
      {failed ? (
        <p className="progress-text failed" role="alert">
          {endText(results)}
        </p>
      ) : (
        <p className="progress-text">{phase === 'over' ? endText(results) : progressText(results)}</p>
      )}
      <span className="visually-hidden" role="status">
        {announcement(results, phase)}
      </span>
    </div>
  )
}
