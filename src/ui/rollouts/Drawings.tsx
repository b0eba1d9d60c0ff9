import type { SampledResponse } from '../../results/events'
import { PuzzleDrawing } from '../puzzle/PuzzleDrawing'
import type { AnyPuzzle } from '../puzzle/readPuzzle'
import { ArmName } from '../Swatch'
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
    <div className="drawings">
      <figure className="drawing">
        <figcaption>
          <span className="drawing-title">The puzzle</span>
          <code>{prompt}</code>
        </figcaption>
        <PuzzleDrawing of={puzzle} />
      </figure>
      {sameResponses(responses).map(({ text, correct, arms }) => (
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
