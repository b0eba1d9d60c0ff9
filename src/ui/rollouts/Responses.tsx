/** What the compared policies wrote to one prompt: arms below one another, or checkpoints side by side. */
import { useState } from 'react'
import { ScrollRegion } from '../parts/ScrollRegion'
import { type AnyPuzzle, PuzzleDrawing } from '../puzzle/PuzzleDrawing'
import { ArmName } from '../Swatch'
import { useArmStyle } from '../useArmStyle'
import type { ComparedPolicy, ComparedPrompt } from './comparison'
import { Drawings } from './Drawings'
import styles from './Rollouts.module.css'
import { TokenStrip } from './TokenStrip'
import { Verdict } from './VerdictGrid'

interface Props {
  policies: readonly ComparedPolicy[]
  prompt: ComparedPrompt
  puzzle: AnyPuzzle | undefined
}

/** The arms' responses to one prompt, a row each with tokens below one another; then a drawing of each different one. */
export function ArmResponses({ policies, prompt: { prompt, responses }, puzzle }: Props) {
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
export function CheckpointResponses({ policies, prompt: { responses }, puzzle }: Props) {
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
