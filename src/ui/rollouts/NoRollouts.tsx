import type { RunResults } from '../../results/results'

/** Why a run has no rollouts to show, and when it will. */
export function NoRollouts({ results: { config, end } }: { results: RunResults }) {
  return (
    <section className="empty" aria-label="Rollouts">
      <h2>No rollouts yet</h2>
      <p>{reason(config !== undefined, end !== undefined)}</p>
    </section>
  )
}

function reason(started: boolean, ended: boolean): string {
  if (!started) return 'Nothing has run yet. Press Run, and the responses to held-out prompts will stand here.'
  if (!ended) return 'The base policy answers the held-out prompts as soon as it is there; its responses come first.'
  return 'This run has none: it was kept without them, or it ended before its base policy was there.'
}
