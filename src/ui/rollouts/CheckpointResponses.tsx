import { useState } from 'react'
import { ScrollRegion } from '../parts/ScrollRegion'
import { type AnyPuzzle, PuzzleDrawing } from '../puzzle/PuzzleDrawing'
import type { ComparedPolicy, ComparedPrompt } from './comparison'
import { TokenStrip } from './TokenStrip'
import { Verdict } from './Verdict'

interface Props {
  policies: readonly ComparedPolicy[]
  prompt: ComparedPrompt
  puzzle: AnyPuzzle | undefined
}

/** One arm's responses to one prompt through training, a column for each checkpoint. */
export function CheckpointResponses({ policies, prompt: { responses }, puzzle }: Props) {
  const [position, setPosition] = useState<number>()
  return (
    <ScrollRegion label="Responses by checkpoint, scroll sideways" className="rollout-scroll" data-arrows="own">
      <ol className="checkpoint-responses">
        {policies.map(({ key, checkpoint }, index) => {
          const response = responses[index]
          return (
            <li key={key}>
              <div className="response-head">
                <h4>{checkpoint.title}</h4>
                {response && <Verdict correct={response.correct} />}
              </div>
              {response ? (
                <>
                  <TokenStrip of={checkpoint.title} response={response} position={position} onPosition={setPosition} />
                  <p className="response-reason">{response.reason}</p>
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
