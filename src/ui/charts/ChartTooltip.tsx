import { ArmName } from '../Swatch'
import type { ChartData } from './chartData'
import { tickLabel } from './ticks'

interface Props {
  data: ChartData
  active: boolean
  /** The position of the axis that is pointed at. */
  x: number
  /** Writes a value of the metric. */
  format: (value: number) => string
}

/** What a chart shows at one position: each arm's mean, the half-width of its interval, and the number of seeds. */
export function ChartTooltip({ data, active, x, format }: Props) {
  const entries = data.at.get(x)
  if (!active || !entries) return null
  // Where SFT ends and RL starts an arm stands twice; the later entry is RL's.
  const latest = new Map(entries.map((entry) => [entry.line.arm, entry.over]))
  const { sft, rl } = data.span
  const stage = x > sft || (x === sft && rl > 0) ? 'RL' : 'SFT'
  const where = sft > 0 && rl > 0 && x === sft ? 'End of SFT' : `${stage}, step ${tickLabel(data.span, x)}`
  return (
    <div className="tooltip">
      <p className="tooltip-title">{where}</p>
      <table>
        <tbody>
          {[...latest].map(([arm, over]) => (
            <tr key={arm}>
              <th scope="row">
                <ArmName arm={arm} />
              </th>
              <td>
                {format(over.mean)}
                {over.n > 1 && ` ± ${format((over.high - over.low) / 2)}`}
              </td>
              <td>n = {over.n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
