import { settingsOf } from '../../config/settings'
import type { ConfigState } from '../config/useConfig'
import { isSoftware } from '../../policy/software'
import { fullTitle } from '../config/mainSettings'
import { offerFor } from '../engine/remedies'
import type { EngineState } from '../engine/useEngine'
import { Progress } from './Progress'
import styles from './Run.module.css'
import { RunButtons } from './RunButtons'
import type { TrainerState } from './useTrainer'

interface Props {
  trainer: TrainerState
  engine: EngineState
  /** Whether the benchmark runs, which has the device for itself. */
  measuring: boolean
  state: ConfigState
}

/** Starts and steers the run and says how far it is. */
export function RunPanel({ trainer, engine, measuring, state }: Props) {
  const { results } = trainer
  const { report } = engine
  const game = state.editing.config.game.id
  const invalid = settingsOf(game).filter(({ path }) => state.problems[path] !== undefined)
  const problem = settingsProblem(invalid.map(fullTitle), Object.keys(state.problems).length > 0)
  const obstacle = problem ?? engineObstacle(report, measuring)
  return (
    <section className="panel" aria-label="Run">
      <div className={styles.head}>
        <RunButtons
          trainer={trainer}
          obstacle={obstacle}
          onRun={() => {
            trainer.run(state.editing.config)
          }}
        />
        {obstacle !== undefined && (
          <p className={styles.obstacle} id="obstacle">
            {obstacle}
          </p>
        )}
        <p className={styles.engine}>{engineLine(trainer, report)}</p>
      </div>
      {isAtRest(trainer) && report?.ready && isSoftware(report.name) && <ProcessorAdvice engine={engine} />}
      <Progress trainer={trainer} />
      {results.notices.length > 0 && (
        <ul className={styles.notices} aria-label="Notices of the run">
          {results.notices.map((notice, i) => (
            <li key={i}>{notice}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Offers the processor's engine where WebGPU computes on the processor too, and slower. */
function ProcessorAdvice({ engine }: { engine: EngineState }) {
  return (
    <p className={styles.advice}>
      WebGPU is software on this machine, and the processor’s own engine is several times faster.{' '}
      <button
        type="button"
        onClick={() => {
          engine.change({ ...engine.settings, engine: 'cpu' })
        }}
      >
        Use the processor
      </button>
    </p>
  )
}

const isAtRest = ({ phase }: TrainerState): boolean => phase === 'idle' || phase === 'over'

/** The engine of the run on the page while it is on; afterwards the one that the next run trains on. */
function engineLine(trainer: TrainerState, report: EngineState['report']): string {
  const { results } = trainer
  return (isAtRest(trainer) ? undefined : results.engine) ?? (report?.ready ? report.name : (results.engine ?? ''))
}

function settingsProblem(invalid: readonly string[], anyProblem: boolean): string | undefined {
  if (!anyProblem) return undefined
  return `Correct before running: ${invalid.length > 0 ? invalid.join(', ') : 'the settings'}.`
}

function engineObstacle(report: EngineState['report'], measuring: boolean): string | undefined {
  if (measuring) return 'The benchmark is running: stop it first.'
  if (report === undefined) return 'Checking what trains, and measuring it if it is new…'
  if (report.ready) return undefined
  return report.engine === 'fused' && offerFor(report)?.engine === 'reference'
    ? 'This engine was refused; see above.'
    : 'There is no device to train on; see above.'
}
