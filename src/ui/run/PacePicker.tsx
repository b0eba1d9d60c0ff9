import type { Pace } from '../../worker/client'
import { Picker } from '../parts/Select'
import { paces, paceValue } from './paces'

/** The pace of this run and the next ones; it can be changed at any time and counts at once. */
export function PacePicker({ pace, onPace }: { pace: Pace; onPace: (pace: Pace) => void }) {
  return (
    <Picker
      className="pace"
      label="Pace"
      value={paceValue(pace)}
      options={paces}
      onPick={(picked) => {
        const option = paces.find(({ value }) => value === picked)
        if (option) onPace(option.pace)
      }}
    />
  )
}
