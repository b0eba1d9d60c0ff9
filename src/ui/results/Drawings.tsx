import type { PromptSamples } from '../../experiment/events'
import type { ExperimentConfig } from '../../experiment/config'
import { tasksOf } from '../../experiment/tasks'
import { gameIds } from '../../games'
import { PuzzleDrawing } from '../puzzle/PuzzleDrawing'
import { readPuzzle } from '../puzzle/readPuzzle'
import { ArmName } from '../Swatch'
import { sameResponses } from './sameResponses'
import { Verdict } from './Verdict'

/** The puzzle of a prompt, and what each different response makes of it. Nothing where the prompt cannot be read. */
export function Drawings({ sample, config }: { sample: PromptSamples; config: ExperimentConfig }) {
  // Held-out prompts are of the task that RL goes to, which an experiment on transfer does not learn in SFT.
  const { game, difficulty } = tasksOf(config).to
  const id = gameIds.find((one) => one === game.id)
  const puzzle = id && readPuzzle(id, difficulty, sample.prompt)
  if (!puzzle) return null
  return (
    <div className="drawings">
      <figure className="drawing">
        <figcaption>
          <span className="drawing-title">The puzzle</span>
          <code>{sample.prompt}</code>
        </figcaption>
        <PuzzleDrawing of={puzzle} />
      </figure>
      {sameResponses(sample.responses).map(({ text, correct, arms }) => (
        <figure className="drawing" key={text}>
          <figcaption>
            <span className="drawing-arms">
              {arms.map((arm) => (
                <ArmName key={arm} arm={arm} />
              ))}
            </span>
            <span className="drawing-response">
              {text === '' ? <em>empty</em> : <code>{text}</code>} <Verdict correct={correct} />
            </span>
          </figcaption>
          <PuzzleDrawing of={puzzle} response={text} />
        </figure>
      ))}
    </div>
  )
}
