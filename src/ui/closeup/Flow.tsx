import type { ReactNode } from 'react'
import type { ExperimentConfig } from '../../config/config'
import type { ArmUpdate, UpdateEvent } from '../../results/events'
import { compact, decimal } from '../format'
import { clipFactor, summaryOf } from './figures'
import { changeText, coefficientText } from './words'

interface Props {
  update: UpdateEvent
  shown: ArmUpdate
  config: ExperimentConfig
}

/** The four parts of an update in their order, each with its main figure. */
export function Flow({ update: { stage, learningRate }, shown, config }: Props) {
  const summary = summaryOf(shown)
  const { mean, least, largest } = summary.coefficient
  const text = (coefficient: number): string => coefficientText(stage, coefficient)
  const { maxGradNorm } = config.optimizer
  const factor = clipFactor(shown.gradNorm, maxGradNorm)
  const rate = learningRate * (shown.rateFactor ?? 1)
  const rows = stage === 'sft' ? config.sft.batch : config.rl.prompts * config.rl.group
  return (
    <ol className="flow" aria-label="The parts of this update">
      <Part title="Batch" figure={`${shown.rows.length} of ${rows}`}>
        {stage === 'sft'
          ? `offline responses, ${summary.tokens} tokens, which every arm sees`
          : `of the policy’s own rollouts, ${summary.tokens} tokens, to one prompt`}
      </Part>
      <Part title={stage === 'sft' ? 'Weights' : 'Advantages'} figure={`${text(least)} to ${text(largest)}`}>
        {stage === 'sft'
          ? `mean ${text(mean)}; canonical SFT counts every token 1`
          : 'reward less the group’s mean: above 0 the response is made more likely'}
      </Part>
      <Part title="Gradient norm" figure={compact(shown.gradNorm)}>
        {factor < 1 ? `clipped to ${compact(maxGradNorm)}` : `within ${compact(maxGradNorm)}, so not clipped`}; learning
        rate {compact(rate)}
      </Part>
      <Part
        title="New probabilities"
        figure={
          <>
            {decimal(summary.before)} → {decimal(summary.after)}
          </>
        }
      >
        mean of a token ({changeText(summary.after - summary.before)}); {summary.rose} rose, {summary.fell} fell
      </Part>
    </ol>
  )
}

function Part({ title, figure, children }: { title: string; figure: ReactNode; children: ReactNode }) {
  return (
    <li className="flow-part">
      <h3>{title}</h3>
      <p className="flow-figure">{figure}</p>
      <p className="flow-words">{children}</p>
    </li>
  )
}
