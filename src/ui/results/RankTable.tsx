import type { BeforeAfter } from '../../results/diagnostics'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../Swatch'
import { EstimateText } from './EstimateText'

interface Props {
  arms: readonly BeforeAfter[]
  overlay: readonly BeforeAfter[]
  overlayName: string
}

/** pass@1 before and after RL in figures. */
export function RankTable({ arms, overlay, overlayName }: Props) {
  const rows = [...arms.map((one) => ({ one, run: '' })), ...overlay.map((one) => ({ one, run: overlayName }))]
  return (
    <ScrollRegion label="Before and after RL as a table, scrolls">
      <table className="picture-table">
        <caption className="visually-hidden">pass@1 before and after RL: mean, 95 % interval, n.</caption>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Before RL</th>
            <th scope="col">After RL</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ one: { arm, before, after }, run }) => (
            <tr key={`${run} ${arm}`}>
              <th scope="row">
                <ArmName arm={arm} />
                {run !== '' && <span className="table-run">{run}</span>}
              </th>
              <td>
                <EstimateText of={before} />
              </td>
              <td>
                <EstimateText of={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
