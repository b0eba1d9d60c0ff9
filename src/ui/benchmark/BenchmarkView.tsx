import { useState } from 'react'
import { SHAPE } from '../../benchmark/workload'
import { parameterCount } from '../../policy/shape'
import type { BenchmarkSize } from '../../worker/benchmark/client'
import type { EngineState } from '../engine/useEngine'
import type { Responsiveness } from '../run/responsiveness'
import run from '../run/Run.module.css'
import styles from './Benchmark.module.css'
import { BenchmarkResults } from './BenchmarkResults'
import { PageResponsiveness } from './PageResponsiveness'
import type { BenchmarkState } from './useBenchmark'
import { sizeIds, sizes } from './words'

const PARAMETERS = parameterCount(SHAPE).toLocaleString('en')

interface Props {
  benchmark: BenchmarkState
  engine: EngineState
  /** Whether an experiment runs, which has the device for itself. */
  training: boolean
  /** Of the page during the last run; undefined before there was one. */
  responsiveness: Responsiveness | undefined
}

/** Measures the engines on the visitor's device. */
export default function BenchmarkView({ benchmark, engine, training, responsiveness }: Props) {
  const [size, setSize] = useState<BenchmarkSize>('quick')
  const { running, measurements } = benchmark
  const obstacle = obstacleOf(engine.report, training)
  return (
    <div className={styles.benchmark}>
      <section className="panel" aria-label="Benchmark">
        <h2>How fast is this device?</h2>
        <p className={styles.about}>
          Trains and samples one policy of {PARAMETERS} parameters, on random tokens, with every engine in turns: the
          time of an optimizer step for 1, 4 and 16 members at once, and the speed of rollouts. A plain matrix product
          shows what the device could reach. First each engine must give the losses that the processor computes. Close
          other pages that use the GPU.
        </p>
        <fieldset className={styles.sizes} disabled={running} aria-label="Size">
          {sizeIds.map((id) => (
            <label key={id}>
              <input
                type="radio"
                name="benchmark-size"
                checked={id === size}
                onChange={() => {
                  setSize(id)
                }}
              />
              <span>
                <strong>{sizes[id].title}</strong> {sizes[id].about}
              </span>
            </label>
          ))}
        </fieldset>
        <div className={run.head}>
          <div className="actions">
            <button
              type="button"
              className="primary"
              disabled={running || obstacle !== undefined}
              aria-describedby={obstacle === undefined ? undefined : 'benchmark-obstacle'}
              onClick={() => {
                benchmark.run({ size, settings: engine.settings })
              }}
            >
              Run benchmark
            </button>
            <button type="button" disabled={!running} onClick={benchmark.stop}>
              Stop benchmark
            </button>
          </div>
          {obstacle !== undefined && (
            <p className={run.obstacle} id="benchmark-obstacle">
              {obstacle}
            </p>
          )}
        </div>
        {measurements && (
          <div className={run.progress}>
            {running && <progress aria-label="The benchmark is running" />}
            {measurements.failed ? (
              <p className={`${run.text} ${run.failed}`} role="alert">
                {measurements.status}
              </p>
            ) : (
              <p className={run.text} role="status">
                {measurements.status}
              </p>
            )}
          </div>
        )}
      </section>
      {measurements && <BenchmarkResults measurements={measurements} />}
      <PageResponsiveness measured={responsiveness} />
    </div>
  )
}

function obstacleOf(report: EngineState['report'], training: boolean): string | undefined {
  if (training) return 'An experiment is running: stop it first, since both would share the device.'
  if (report === undefined) return 'Checking the graphics device…'
  const noDevice = !report.ready && (report.problem === 'no-webgpu' || report.problem === 'no-adapter')
  return noDevice ? 'There is no graphics device to measure.' : undefined
}
