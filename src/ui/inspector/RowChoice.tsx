import type { ArmId } from '../../config/armId'
import { useArmStyle } from '../useArmStyle'
import { rowNote } from './rows'

interface Props {
  offered: readonly ArmId[]
  chosen: readonly ArmId[]
  onChoose: (rows: ArmId[]) => void
}

/** Which other objectives and arms are shown beside PEAR's three. */
export function RowChoice({ offered, chosen, onChoose }: Props) {
  const styleOf = useArmStyle()
  return (
    <fieldset className="row-choice">
      <legend>Compare with</legend>
      {offered.map((row) => (
        <label key={row} title={rowNote(row)}>
          <input
            type="checkbox"
            checked={chosen.includes(row)}
            onChange={(event) => {
              const others = chosen.filter((one) => one !== row)
              onChoose(event.target.checked ? offered.filter((one) => one === row || others.includes(one)) : others)
            }}
          />
          {styleOf(row).title}
        </label>
      ))}
    </fieldset>
  )
}
