import type { RolloutRow } from '../../benchmark/result'
import { ScrollRegion } from '../parts/ScrollRegion'
import { engineName, figure } from './words'

/** Speeds of sampling. */
export function RolloutTable({ rows }: { rows: readonly RolloutRow[] }) {
  if (rows.length === 0) return null
  return (
    <section>
      <ScrollRegion label="Rollouts, scrolls sideways">
        <table>
          <caption>
            <div className="caption-text">
              <strong>A rollout</strong>: one response to each prompt, at temperature 1.
            </div>
          </caption>
          <thead>
            <tr>
              <th scope="col">Engine</th>
              <th scope="col">Sequences</th>
              <th scope="col">Tokens/s</th>
              <th scope="col">Median, ms</th>
              <th scope="col">Min to max, ms</th>
              <th scope="col">Dispatches</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.engine} ${row.sequences}`}>
                <th scope="row">{engineName(row.engine)}</th>
                <td>{row.sequences}</td>
                <td>{figure(row.tokensPerSecond)}</td>
                <td>{figure(row.ms.median)}</td>
                <td className="nowrap">
                  {figure(row.ms.min)} to {figure(row.ms.max)}
                </td>
                <td>{figure(row.dispatches)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
