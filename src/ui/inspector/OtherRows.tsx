import { mean } from '../../core/statistics'
import { ArmName } from '../Swatch'
import { type Coefficients, isOwnRow, rowNote } from './rows'
import { weightStyle } from './VariantRow'
import { weightText } from './weightLook'

/** Coefficients of other objectives and arms, in the colours of the same scale. */
export function OtherRows({ rows }: { rows: readonly Coefficients[] }) {
  return rows.map(({ id, values }) => (
    <tr key={id} className="variant" title={rowNote(id)}>
      <th scope="row" className="weight-row-name">
        {id === 'negative' ? 'If refused' : <ArmName arm={id} />}
        {isOwnRow(id) && <span className="row-note">its own weighting</span>}
      </th>
      <td className="prompt-cell" />
      {values.map((value, t) => (
        <td key={t} className="weight-cell" style={weightStyle(Math.log(Math.abs(value)))}>
          <span className="weight-number">{weightText(value)}</span>
        </td>
      ))}
      <td className="row-mean">{weightText(mean(values))}</td>
    </tr>
  ))
}
