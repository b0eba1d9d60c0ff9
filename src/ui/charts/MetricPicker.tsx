import { Picker } from '../parts/Select'
import type { ChoiceGroup } from './choices'

interface Props {
  groups: readonly ChoiceGroup[]
  chosen: string
  onChoose: (id: string) => void
}

/** What the main chart is of, grouped by stage. */
export function MetricPicker({ groups, chosen, onChoose }: Props) {
  return (
    <Picker
      className="tool metric-choice"
      label="Metric"
      value={chosen}
      options={groups.map(({ title, choices }) => ({
        title,
        options: choices.map(({ id, title: name }) => ({ value: id, title: name })),
      }))}
      onPick={onChoose}
    />
  )
}
