import { stageTitles } from '../../config/stages'
import type { RunResults } from '../../results/results'
import styles from './Run.module.css'
import { announcement, endText, type Phase, progressText, speedText, stageStatuses, stepHint } from './status'
import type { EndNotice } from './useEndNotice'
import type { TrainerState } from './useTrainer'

/** How far the run is, in bars and in words, and how it ended. */
export function Progress({ trainer }: { trainer: TrainerState }) {
  const { results, phase, pace, endNotice } = trainer
  if (phase === 'idle') return null
  const done = results.end?.kind === 'finished' ? 1 : (results.progress?.done ?? 0)
  const hint = stepHint(results, phase, pace.slow)
  return (
    <div className={styles.progress}>
      <StageStrip results={results} />
      <progress aria-label="Progress of the run" max={1} value={done} />
      <div className={styles.line}>
        <Where results={results} phase={phase} />
        {phase !== 'over' && (
          <>
            <p className={styles.speed}>{speedText(results)}</p>
            <NotifyButton notice={endNotice} />
          </>
        )}
      </div>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <span className="visually-hidden" role="status">
        {announcement(results, phase)}
      </span>
    </div>
  )
}

function Where({ results, phase }: { results: RunResults; phase: Phase }) {
  if (phase !== 'over') return <p className={styles.text}>{progressText(results)}</p>
  return results.end?.kind === 'failed' ? (
    <p className={`${styles.text} ${styles.failed}`} role="alert">
      {endText(results)}
    </p>
  ) : (
    <p className={styles.text}>{endText(results)}</p>
  )
}

const words = { done: 'done', now: 'under way', next: 'to come' } as const

/** The stages of the run in their order, how far each is, and the time that it took or is expected to take. */
function StageStrip({ results }: { results: RunResults }) {
  return (
    <ol className={styles.stages} aria-label="Stages">
      {stageStatuses(results).map(({ id, state, share, time }) => (
        <li key={id} className={styles.stage} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className={styles.stageHead}>
            <span className={styles.stageName}>
              {stageTitles[id]}
              <span className="visually-hidden"> ({words[state]})</span>
            </span>
            {time !== undefined && <span className={styles.stageTime}>{time}</span>}
          </span>
          <span className={styles.stageBar} aria-hidden="true">
            <span style={{ width: `${100 * share}%` }} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Asks to be told of the end of a long run, and says where the browser refuses. */
function NotifyButton({ notice: { wanted, refused, toggle } }: { notice: EndNotice }) {
  return (
    <div className={styles.notify}>
      <button
        type="button"
        aria-pressed={wanted}
        title="A desktop notification when a run of more than a minute ends while this page is hidden"
        onClick={toggle}
      >
        Notify me when it ends
      </button>
      {refused !== undefined && (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      )}
    </div>
  )
}
