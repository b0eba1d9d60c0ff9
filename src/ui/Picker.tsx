interface Props {
  label: string
  value: string
  options: readonly { value: string; title: string }[]
  onPick: (value: string) => void
}

/** A labelled choice among what a run has. */
export function Picker({ label, value, options, onPick }: Props) {
  return (
    <label className="picker">
      {label}
      <select
        value={value}
        onChange={(event) => {
          onPick(event.target.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </label>
  )
}
