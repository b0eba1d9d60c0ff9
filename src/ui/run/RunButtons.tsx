import type { TrainerState } from './useTrainer'

interface Props {
  trainer: TrainerState
  /** Why a run cannot start; undefined where it can. */
  obstacle: string | undefined
  onRun: () => void
}

/** Run, Pause or Resume, and Stop: always all three, so that none moves under the pointer. */
export function RunButtons({ trainer, obstacle, onRun }: Props) {
  const { phase } = trainer
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
      <button type="button" disabled={!steerable} onClick={paused ? trainer.resume : trainer.pause}>
        {paused ? 'Resume' : 'Pause'}
      </button>
      <button type="button" disabled={!steerable} onClick={trainer.stop}>
        {phase === 'stopping' ? 'Stopping…' : 'Stop'}
      </button>
    </div>
  )
}
