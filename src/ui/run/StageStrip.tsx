import type { RunResults } from '../../experiment/results'
import { stageTitles } from '../../experiment/events'
import { stageStates } from './status'

const words = { done: 'done', now: 'under way', next: 'to come' } as const

/** The stages of the run in their order, and how far it is. */
export function StageStrip({ results }: { results: RunResults }) {
  return (
    <ol className="stages" aria-label="Stages">
      {stageStates(results).map(({ id, state }) => (
        <li key={id} className={`stage stage-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          {stageTitles[id]}
          <span className="visually-hidden"> ({words[state]})</span>
        </li>
      ))}
    </ol>
  )
}
