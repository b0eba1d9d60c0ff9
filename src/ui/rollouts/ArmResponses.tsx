import { useState } from 'react'
import type { AnyPuzzle } from '../puzzle/PuzzleDrawing'
import { ArmName } from '../Swatch'
import type { ComparedPrompt, ComparedPolicy } from './comparison'
import { Drawings } from './Drawings'
import { TokenStrip } from './TokenStrip'
import { usePolicyTitle } from './usePolicyTitle'
import { Verdict } from './Verdict'

interface Props {
  policies: readonly ComparedPolicy[]
  prompt: ComparedPrompt
  puzzle: AnyPuzzle | undefined
}

/** The arms' responses to one prompt, a row each with tokens below one another; then a drawing of each different one. */
export function ArmResponses({ policies, prompt: { prompt, responses }, puzzle }: Props) {
  const [position, setPosition] = useState<number>()
  const titleOf = usePolicyTitle('arms')
  return (
    <>
      <ul className="arm-responses">
        {policies.map((policy, index) => {
          const response = responses[index]
          return (
            <li key={policy.key}>
              <div className="response-head">
                <ArmName arm={policy.arm} />
                {response && <Verdict correct={response.correct} />}
              </div>
              {response ? (
                <div className="response-body">
                  <TokenStrip of={titleOf(policy)} response={response} position={position} onPosition={setPosition} />
                  <p className="response-reason">{response.reason}</p>
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
