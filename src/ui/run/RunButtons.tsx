import type { Pace } from '../../worker/client'
import { Picker } from '../parts/Select'
import styles from './Run.module.css'
import type { TrainerState } from './useTrainer'

/** The paces that the page offers, by the value of their option. */
export const paces: readonly { value: string; title: string; pace: Pace }[] = [
  { value: 'full', title: 'Full speed', pace: { slow: 0 } },
  { value: 'slow', title: 'Slow motion, a step every second', pace: { slow: 1 } },
  { value: 'slower', title: 'Slow motion, a step every 5 s', pace: { slow: 5 } },
]

/** The option that stands for a pace: the fastest one that is at least as slow. */
export const paceValue = ({ slow }: Pace): string =>
  (paces.find(({ pace }) => pace.slow >= slow) ?? paces.at(-1))?.value ?? ''

interface Props {
  trainer: TrainerState
  /** Why a run cannot start; undefined where it can. */
  obstacle: string | undefined
  onRun: () => void
}

/** Run, Pause or Resume, Step, Stop and the pace: always all of them, so that none moves under the pointer. */
export function RunButtons({ trainer, obstacle, onRun }: Props) {
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
