import type { BenchmarkRow } from '../../benchmark/result'
import { download, jsonBlob } from '../parts/download'
import { RolloutTable } from './RolloutTable'
import { StepTable } from './StepTable'
import type { Measurements } from './useBenchmark'
import { benchmarkText, engineName, headlines } from './words'

/** What was measured so far, and at the end the figures that sum it up. */
export function BenchmarkResults({ measurements: { rows, done } }: { measurements: Measurements }) {
  const missing = only(rows, 'missing')
  return (
    <div className="results">
      {done && (
        <section aria-label="Summary">
          <h2>{done.result.device}</h2>
          <dl className="headlines">
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
          <ul className="missing">
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
