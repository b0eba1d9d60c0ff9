import type { BenchmarkRow, RolloutRow, StepRow } from '../../benchmark/result'
import { download, jsonBlob } from '../parts/download'
import { ScrollRegion } from '../parts/ScrollRegion'
import styles from './Benchmark.module.css'
import type { Measurements } from './useBenchmark'
import { benchmarkText, engineName, figure, headlines, megabytes } from './words'

/** What was measured so far, and at the end the figures that sum it up. */
export function BenchmarkResults({ measurements: { rows, done } }: { measurements: Measurements }) {
  const missing = only(rows, 'missing')
  return (
    <div className="results">
      {done && (
        <section aria-label="Summary">
          <h2>{done.result.device}</h2>
          <dl className={styles.headlines}>
            {headlines(done.result).map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <div className="actions">
            <button
              type="button"
              onClick={() => {
                download(jsonBlob(benchmarkText(done.result, done.date)), 'bench.json')
              }}
            >
              Download bench.json
            </button>
          </div>
        </section>
      )}
      <StepTable rows={only(rows, 'step')} />
      <RolloutTable rows={only(rows, 'rollout')} />
      {missing.length > 0 && (
        <section aria-label="Not measured">
          <h2>Not measured</h2>
          <ul className={styles.missing}>
            {missing.map(({ engine, what, reason }) => (
              <li key={`${engine} ${what}`}>
                {engineName(engine)}, {what}: {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function only<K extends BenchmarkRow['kind']>(rows: readonly BenchmarkRow[], kind: K) {
  return rows.filter((row): row is Extract<BenchmarkRow, { kind: K }> => row.kind === kind)
}

/** Times of optimizer steps. */
function StepTable({ rows }: { rows: readonly StepRow[] }) {
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

/** Speeds of sampling. */
function RolloutTable({ rows }: { rows: readonly RolloutRow[] }) {
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
