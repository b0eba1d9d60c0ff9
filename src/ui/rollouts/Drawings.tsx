import type { SampledResponse } from '../../results/events'
import { type AnyPuzzle, PuzzleDrawing } from '../puzzle/PuzzleDrawing'
import { ArmName } from '../ArmMarks'
import styles from './Drawings.module.css'
import { Verdict } from './VerdictGrid'

interface Props {
  puzzle: AnyPuzzle
  prompt: string
  responses: readonly SampledResponse[]
}

/** The puzzle of a prompt, and what each different response makes of it. */
export function Drawings({ puzzle, prompt, responses }: Props) {
  return (
    <div className={styles.drawings}>
      <figure className={styles.drawing}>
        <figcaption>
          <span className={styles.title}>The puzzle</span>
          <code>{prompt}</code>
        </figcaption>
        <PuzzleDrawing of={puzzle} />
      </figure>
      {sameResponses(responses).map(({ text, correct, arms }) => (
        <figure className={styles.drawing} key={text}>
          <figcaption>
            <span className={styles.arms}>
              {arms.map((arm) => (
                <ArmName key={arm} arm={arm} />
              ))}
            </span>
            <span className={styles.response}>
              {text === '' ? <em>empty</em> : <code>{text}</code>} <Verdict correct={correct} />
            </span>
          </figcaption>
          <PuzzleDrawing of={puzzle} response={text} />
        </figure>
      ))}
    </div>
  )
}

/** A response with the arms that gave it. */
export interface SharedResponse {
  text: string
  correct: boolean
  arms: readonly SampledResponse['arm'][]
}

/** The different responses to one prompt in the order of the arms that gave them first. */
export function sameResponses(responses: readonly SampledResponse[]): SharedResponse[] {
  const found = new Map<string, SharedResponse>()
  for (const { text, correct, arm } of responses) {
    found.set(text, { text, correct, arms: [...(found.get(text)?.arms ?? []), arm] })
  }
  return [...found.values()]
}
