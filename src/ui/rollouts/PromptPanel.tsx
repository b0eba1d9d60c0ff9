import type { ExperimentConfig } from '../../config/config'
import { tasksOf } from '../../config/tasks'
import { gameIds } from '../../games'
import { type AnyPuzzle, readPuzzle, PuzzleDrawing } from '../puzzle/PuzzleDrawing'
import { useArmStyle } from '../armStyle'
import { Stepper } from './Choices'
import type { ComparedPrompt, ComparedPolicy } from './comparison'
import styles from './Rollouts.module.css'
import type { Chosen, Shown } from './selection'
import { ShadeLegend, TokenStrip } from './TokenStrip'
import { useState } from 'react'
import { ScrollRegion } from '../parts/ScrollRegion'
import { ArmName } from '../ArmMarks'
import { Drawings } from './Drawings'
import { Verdict } from './VerdictGrid'

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

/** What the compared policies wrote to one prompt: arms below one another, or checkpoints side by side. */
interface ResponsesProps {
  policies: readonly ComparedPolicy[]
  prompt: ComparedPrompt
  puzzle: AnyPuzzle | undefined
}

/** The arms' responses to one prompt, a row each with tokens below one another; then a drawing of each different one. */
function ArmResponses({ policies, prompt: { prompt, responses }, puzzle }: ResponsesProps) {
  const [position, setPosition] = useState<number>()
  const look = useArmStyle()
  return (
    <>
      <ul className={styles.arms}>
        {policies.map((policy, index) => {
          const response = responses[index]
          return (
            <li key={policy.key}>
              <div className={styles.responseHead}>
                <ArmName arm={policy.arm} />
                {response && <Verdict correct={response.correct} />}
              </div>
              {response ? (
                <div>
                  <TokenStrip
                    of={look(policy.arm).title}
                    response={response}
                    position={position}
                    onPosition={setPosition}
                  />
                  <p className={styles.reason}>{response.reason}</p>
                </div>
              ) : (
                <p>This arm has no response to this prompt.</p>
              )}
            </li>
          )
        })}
      </ul>
      {puzzle && <Drawings puzzle={puzzle} prompt={prompt} responses={responses.filter((one) => one !== undefined)} />}
    </>
  )
}

/** One arm's responses to one prompt through training, a column for each checkpoint. */
function CheckpointResponses({ policies, prompt: { responses }, puzzle }: ResponsesProps) {
  const [position, setPosition] = useState<number>()
  return (
    <ScrollRegion label="Responses by checkpoint, scroll sideways" className={styles.scroll} data-arrows="own">
      <ol className={styles.checkpoints}>
        {policies.map(({ key, checkpoint }, index) => {
          const response = responses[index]
          return (
            <li key={key}>
              <div className={styles.responseHead}>
                <h4>{checkpoint.title}</h4>
                {response && <Verdict correct={response.correct} />}
              </div>
              {response ? (
                <>
                  <TokenStrip of={checkpoint.title} response={response} position={position} onPosition={setPosition} />
                  <p className={styles.reason}>{response.reason}</p>
                  {puzzle && <PuzzleDrawing of={puzzle} response={response.text} />}
                </>
              ) : (
                <p>There is no response to this prompt.</p>
              )}
            </li>
          )
        })}
      </ol>
    </ScrollRegion>
  )
}
