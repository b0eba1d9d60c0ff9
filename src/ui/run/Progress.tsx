import type { RunResults } from '../../results/results'
import { NotifyButton } from './NotifyButton'
import { StageStrip } from './StageStrip'
import { announcement, endText, type Phase, progressText, speedText, stepHint } from './status'
import type { TrainerState } from './useTrainer'

/** How far the run is, in bars and in words, and how it ended. */
export function Progress({ trainer }: { trainer: TrainerState }) {
  const { results, phase, pace, endNotice } = trainer
  if (phase === 'idle') return null
  const done = results.end?.kind === 'finished' ? 1 : (results.progress?.done ?? 0)
  const hint = stepHint(results, phase, pace.slow)
  return (
    <div className="progress">
      <StageStrip results={results} />
      <progress aria-label="Progress of the run" max={1} value={done} />
      <div className="progress-line">
        <Where results={results} phase={phase} />
        {phase !== 'over' && (
          <>
            <p className="speed">{speedText(results)}</p>
            <NotifyButton notice={endNotice} />
          </>
        )}
      </div>
      {hint !== undefined && <p className="step-hint">{hint}</p>}
      <span className="visually-hidden" role="status">
        {announcement(results, phase)}
      </span>
    </div>
  )
}

function Where({ results, phase }: { results: RunResults; phase: Phase }) {
  if (phase !== 'over') return <p className="progress-text">{progressText(results)}</p>
  return results.end?.kind === 'failed' ? (
    <p className="progress-text failed" role="alert">
      {endText(results)}
    </p>
  ) : (
    <p className="progress-text">{endText(results)}</p>
  )
}
