import type { ChoiceGroup } from './choices'

interface Props {
  groups: readonly ChoiceGroup[]
  chosen: string
  onChoose: (id: string) => void
}

/** What the main chart is of, grouped by stage. */
export function MetricPicker({ groups, chosen, onChoose }: Props) {
  return (
    <label className="tool metric-choice">
      Metric
      <select
        value={chosen}
        onChange={(event) => {
          onChoose(event.target.value)
        }}
      >
        {groups.map(({ title, choices }) => (
          <optgroup key={title} label={title}>
            {choices.map(({ id, title: name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}
