import type { ExperimentConfig } from '../../config/config'
import { useArmStyle } from '../useArmStyle'
import { ArmResponses } from './ArmResponses'
import { CheckpointResponses } from './CheckpointResponses'
import type { ComparedPrompt } from './comparison'
import { puzzleOf } from './puzzleOf'
import type { Chosen, Shown } from './selection'
import { ShadeLegend } from './ShadeLegend'
import { Stepper } from './Stepper'

interface Props {
  shown: Shown
  prompt: ComparedPrompt
  compare: Chosen['compare']
  config: ExperimentConfig | undefined
  onPlace: (place: number) => void
}

/** One held-out prompt with everything that the compared policies made of it. */
export function PromptPanel({ shown, prompt, compare, config, onPlace }: Props) {
  const { comparison, prompts, checkpoint, arm } = shown
  const look = useArmStyle()
  const puzzle = config && puzzleOf(config, prompt.prompt)
  const given = prompt.responses.filter((response) => response !== undefined)
  const right = given.filter(({ correct }) => correct).length
  return (
    <section className="prompt-panel" aria-label="Responses to one prompt">
      <div className="prompt-head">
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
