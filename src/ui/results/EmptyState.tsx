import type { useRecorded } from '../runs/useRecorded'

/** Stands in the place of results until the recorded run is there, or says why it is not. */
export function EmptyState({ recorded }: { recorded: ReturnType<typeof useRecorded> }) {
  const { state } = recorded
  return (
    <section className="empty" aria-label="Results">
      <h2>{state === 'none' ? 'No results yet' : 'Reading the recorded run…'}</h2>
      {state === 'none' && <p>{recorded.message}</p>}
    </section>
  )
}
