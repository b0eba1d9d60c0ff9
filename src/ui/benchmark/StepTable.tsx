import type { StepRow } from '../../benchmark/result'
import { ScrollRegion } from '../parts/ScrollRegion'
import { engineName, figure, megabytes } from './words'

/** Times of optimizer steps. */
export function StepTable({ rows }: { rows: readonly StepRow[] }) {
  if (rows.length === 0) return null
  return (
    <section>
      <ScrollRegion label="Steps, scrolls sideways">
        <table>
          <caption>
            <div className="caption-text">
              <strong>An optimizer step of M members</strong>, each on its B rows, from the call until the device is
              done.
            </div>
          </caption>
          <thead>
            <tr>
              <th scope="col">Engine</th>
              <th scope="col">M</th>
              <th scope="col">B</th>
              <th scope="col">Median, ms</th>
              <th scope="col">Min to max, ms</th>
              <th scope="col">Samples</th>
              <th scope="col">Dispatches</th>
              <th scope="col">Host, ms</th>
              <th scope="col">Warm-up, ms</th>
              <th scope="col">Memory</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.engine} ${row.members} ${row.batch}`}>
                <th scope="row">{engineName(row.engine)}</th>
                <td>{row.members}</td>
                <td>{row.batch}</td>
                <td>{figure(row.ms.median)}</td>
                <td className="nowrap">
                  {figure(row.ms.min)} to {figure(row.ms.max)}
                </td>
                <td>{row.samples.length}</td>
                <td>{figure(row.dispatchesPerStep)}</td>
                <td>{figure(row.encodeMs.median)}</td>
                <td>{figure(row.warmUpMs)}</td>
                <td className="nowrap">{megabytes(row.memoryBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
