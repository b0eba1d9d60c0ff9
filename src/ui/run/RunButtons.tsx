import { PacePicker } from './PacePicker'
import type { TrainerState } from './useTrainer'

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
      <button type="button" className="pause" disabled={!steerable} onClick={paused ? trainer.resume : trainer.pause}>
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
      <button type="button" className="stop" disabled={!steerable} onClick={trainer.stop}>
        {phase === 'stopping' ? 'Stopping…' : 'Stop'}
      </button>
      <PacePicker pace={pace} onPace={trainer.setPace} />
    </div>
  )
}
