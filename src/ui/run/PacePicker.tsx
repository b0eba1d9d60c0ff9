import type { Pace } from '../../worker/client'
import { paces, paceValue } from './paces'

/** The pace of this run and the next ones; it can be changed at any time and counts at once. */
export function PacePicker({ pace, onPace }: { pace: Pace; onPace: (pace: Pace) => void }) {
  return (
    <label className="pace">
      Pace
      <select
        value={paceValue(pace)}
        onChange={({ target }) => {
          const picked = paces.find(({ value }) => value === target.value)
          if (picked) onPace(picked.pace)
        }}
      >
        {paces.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}
