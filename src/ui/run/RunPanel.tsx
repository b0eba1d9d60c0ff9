import { settingsOf } from '../../experiment/settings'
import type { ConfigState } from '../config/useConfig'
import { fullTitle } from '../config/mainSettings'
import { Progress } from './Progress'
import { RunButtons } from './RunButtons'
import type { TrainerState } from './useTrainer'

/** Starts and steers the run and says how far it is. */
export function RunPanel({ trainer, state }: { trainer: TrainerState; state: ConfigState }) {
  const { device, results, phase } = trainer
  const game = state.editing.config.game.id
  const invalid = settingsOf(game).filter(({ path }) => state.problems[path] !== undefined)
  const obstacle = obstacleOf(device, invalid.map(fullTitle), Object.keys(state.problems).length > 0)
  return (
    <section className="run" aria-label="Run">
      <div className="run-head">
        <RunButtons
          trainer={trainer}
          obstacle={obstacle}
          onRun={() => {
            trainer.run(state.editing.config)
          }}
        />
        {obstacle !== undefined && (
          <p className="obstacle" id="obstacle">
            {obstacle}
          </p>
        )}
        <p className="engine">{results.engine ?? (device?.ready ? device.name : '')}</p>
      </div>
      <Progress results={results} phase={phase} />
      {results.notices.length > 0 && (
        <ul className="run-notices" aria-label="Notices of the run">
          {results.notices.map((notice, i) => (
            <li key={i}>{notice}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function obstacleOf(device: TrainerState['device'], invalid: readonly string[], anyProblem: boolean) {
  if (anyProblem) return `Correct before running: ${invalid.length > 0 ? invalid.join(', ') : 'the settings'}.`
  if (device === undefined) return 'Checking the graphics device…'
  return device.ready ? undefined : 'There is no device to train on; see above.'
}
