import type { SampledResponse } from '../../results/events'
import { type AnyPuzzle, PuzzleDrawing } from '../puzzle/PuzzleDrawing'
import { ArmName } from '../Swatch'
import styles from './Drawings.module.css'
import { sameResponses } from './sameResponses'
import { Verdict } from './Verdict'

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
