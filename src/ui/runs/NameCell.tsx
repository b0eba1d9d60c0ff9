import type { RunHead } from './library'
import type { RunsState } from './useRuns'

/** A run’s name, where it is shown, and what was noted on it. */
export function NameCell({ head, runs }: { head: RunHead; runs: RunsState }) {
  const { id, name, notes, pinned, origin } = head
  const marks = [id === runs.shown?.id && 'shown', id === runs.overlay?.id && 'overlay'].filter(
    (mark) => mark !== false,
  )
  return (
    <>
      <span className="run-name">
        {pinned && origin !== 'recorded' && (
          <span className="run-pin" role="img" aria-label="pinned">
            ★
          </span>
        )}
        {name}
        {marks.map((mark) => (
          <span key={mark} className={`run-mark run-mark-${mark}`}>
            {mark}
          </span>
        ))}
      </span>
      {notes !== '' && <span className="run-notes">{notes}</span>}
    </>
  )
}
