import { stageTitles } from '../../config/stages'
import type { RunResults } from '../../results/results'
import { stageStatuses } from './status'

const words = { done: 'done', now: 'under way', next: 'to come' } as const

/** The stages of the run in their order, how far each is, and the time that it took or is expected to take. */
export function StageStrip({ results }: { results: RunResults }) {
  return (
    <ol className="stages" aria-label="Stages">
      {stageStatuses(results).map(({ id, state, share, time }) => (
        <li key={id} className={`stage stage-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="stage-head">
            <span className="stage-name">
              {stageTitles[id]}
              <span className="visually-hidden"> ({words[state]})</span>
            </span>
            {time !== undefined && <span className="stage-time">{time}</span>}
          </span>
          <span className="stage-bar" aria-hidden="true">
            <span style={{ width: `${100 * share}%` }} />
          </span>
        </li>
      ))}
    </ol>
  )
}
