import { settingsOf } from '../../config/settings'
import type { ConfigState } from '../config/useConfig'
import { isSoftware } from '../../policy/software'
import { fullTitle } from '../config/mainSettings'
import { offerFor } from '../engine/remedies'
import type { EngineState } from '../engine/useEngine'
import { Progress } from './Progress'
import styles from './Run.module.css'
import type { TrainerState } from './useTrainer'
import type { Pace } from '../../worker/client'
import { Picker } from '../parts/Select'

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

/** The paces that the page offers, by the value of their option. */
export const paces: readonly { value: string; title: string; pace: Pace }[] = [
  { value: 'full', title: 'Full speed', pace: { slow: 0 } },
  { value: 'slow', title: 'Slow motion, a step every second', pace: { slow: 1 } },
  { value: 'slower', title: 'Slow motion, a step every 5 s', pace: { slow: 5 } },
]

/** The option that stands for a pace: the fastest one that is at least as slow. */
export const paceValue = ({ slow }: Pace): string =>
  (paces.find(({ pace }) => pace.slow >= slow) ?? paces.at(-1))?.value ?? ''

interface ButtonsProps {
  trainer: TrainerState
  /** Why a run cannot start; undefined where it can. */
  obstacle: string | undefined
  onRun: () => void
}

/** Run, Pause or Resume, Step, Stop and the pace: always all of them, so that none moves under the pointer. */
function RunButtons({ trainer, obstacle, onRun }: ButtonsProps) {
  const { phase, pace } = trainer
  const paused = phase === 'paused'
  const steerable = phase === 'running' || paused
  const active = steerable || phase === 'stopping'
  return (
    <div className="actions">
      <button
        type="button"
        className="primary"
        disabled={active || obstacle !== undefined}
        aria-describedby={obstacle === undefined ? undefined : 'obstacle'}
        onClick={onRun}
      >
        Run
      </button>
      <button
        type="button"
        className={styles.pause}
        disabled={!steerable}
        onClick={paused ? trainer.resume : trainer.pause}
      >
        {paused ? 'Resume' : 'Pause'}
      </button>
      <button
        type="button"
        disabled={!steerable}
        title="Take one optimizer step, pause, and show the update from close by"
        onClick={trainer.step}
      >
        Step
      </button>
      <button type="button" className={styles.stop} disabled={!steerable} onClick={trainer.stop}>
        {phase === 'stopping' ? 'Stopping…' : 'Stop'}
      </button>
      <PacePicker pace={pace} onPace={trainer.setPace} />
    </div>
  )
}

/** The pace of this run and the next ones; it can be changed at any time and counts at once. */
function PacePicker({ pace, onPace }: { pace: Pace; onPace: (pace: Pace) => void }) {
  return (
    <Picker
      className={styles.pace ?? ''}
      label="Pace"
      value={paceValue(pace)}
      options={paces}
      onPick={(picked) => {
        const option = paces.find(({ value }) => value === picked)
        if (option) onPace(option.pace)
      }}
    />
  )
}
