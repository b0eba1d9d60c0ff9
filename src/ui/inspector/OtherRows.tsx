import { mean } from '../../core/statistics'
import { ArmName } from '../Swatch'
import { otherRowNotes } from './rows'
import type { Coefficients } from './TokenTable'
import { weightStyle } from './VariantRow'
import { weightText } from './weightText'

/** Coefficients of other objectives, in the colours of the same scale. */
export function OtherRows({ rows }: { rows: readonly Coefficients[] }) {
  return rows.map(({ id, values }) => (
    <tr key={id} className="variant" title={otherRowNotes[id]}>
      <th scope="row" className="weight-row-name">
        {id === 'negative' ? 'If refused' : <ArmName arm={id} />}
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
