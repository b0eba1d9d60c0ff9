import { useArmStyle } from '../useArmStyle'
import { type OtherRow, otherRowNotes, otherRows } from './rows'

interface Props {
  chosen: readonly OtherRow[]
  onChoose: (rows: OtherRow[]) => void
}

/** Which other objectives are shown beside PEAR's. */
export function RowChoice({ chosen, onChoose }: Props) {
  const styleOf = useArmStyle()
  return (
    <fieldset className="row-choice">
      <legend>Compare with</legend>
      {otherRows.map((row) => (
        <label key={row} title={otherRowNotes[row]}>
          <input
            type="checkbox"
            checked={chosen.includes(row)}
            onChange={(event) => {
              const others = chosen.filter((one) => one !== row)
              onChoose(event.target.checked ? otherRows.filter((one) => one === row || others.includes(one)) : others)
            }}
          />
          {styleOf(row).title}
        </label>
      ))}
    </fieldset>
  )
}
