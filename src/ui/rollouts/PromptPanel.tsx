import type { ExperimentConfig } from '../../config/config'
import { tasksOf } from '../../config/tasks'
import { gameIds } from '../../games'
import { type AnyPuzzle, readPuzzle } from '../puzzle/PuzzleDrawing'
import { useArmStyle } from '../useArmStyle'
import { Stepper } from './Choices'
import type { ComparedPrompt } from './comparison'
import { ArmResponses, CheckpointResponses } from './Responses'
import styles from './Rollouts.module.css'
import type { Chosen, Shown } from './selection'
import { ShadeLegend } from './TokenStrip'

interface Props {
  shown: Shown
  prompt: ComparedPrompt
  compare: Chosen['compare']
  config: ExperimentConfig | undefined
  onPlace: (place: number) => void
}

/** One held-out prompt with the responses of all compared policies. */
export function PromptPanel({ shown, prompt, compare, config, onPlace }: Props) {
  const { comparison, prompts, checkpoint, arm } = shown
  const look = useArmStyle()
  const puzzle = config && puzzleOf(config, prompt.prompt)
  const given = prompt.responses.filter((response) => response !== undefined)
  const right = given.filter(({ correct }) => correct).length
  return (
    <section aria-label="Responses to one prompt">
      <div className={styles.promptHead}>
        <h3>
          {compare === 'arms' ? `${checkpoint.title}, all arms` : `${look(arm ?? 'base').title} through training`}
        </h3>
        <Stepper
          label="Prompt"
          value={prompt.place}
          options={prompts.map(({ place, prompt: text }) => ({ value: place, title: `${place + 1}: ${text}` }))}
          onPick={onPlace}
        />
        <p className="visually-hidden" role="status">
          {`Prompt ${prompt.place + 1}: ${right} of ${given.length} right.`}
        </p>
      </div>
      <ShadeLegend />
      {compare === 'arms' ? (
        <ArmResponses policies={comparison.policies} prompt={prompt} puzzle={puzzle} />
      ) : (
        <CheckpointResponses policies={comparison.policies} prompt={prompt} puzzle={puzzle} />
      )}
    </section>
  )
}

/** The puzzle of a held-out prompt of an experiment; undefined where the prompt cannot be read. */
function puzzleOf(config: ExperimentConfig, prompt: string): AnyPuzzle | undefined {
  // Held-out prompts are of the task that RL goes to, which an experiment on transfer does not learn in SFT.
  const { game, difficulty } = tasksOf(config).to
  const id = gameIds.find((one) => one === game.id)
  return id && readPuzzle(id, difficulty, prompt)
}
