import { type ArmId, kindOf } from '../../config/armId'
import { type ExperimentConfig, weightingOf } from '../../config/config'
import { hasPearWeights } from '../../config/methods'

/** In what the weights that are shown differ from those that the run trained with, in sentences. */
export function weightingNotes(config: ExperimentConfig, arm: ArmId | 'base', checkpoint: string): string[] {
  const notes: string[] = []
  const own = arm !== 'base' && hasPearWeights(kindOf(arm)) ? weightingOf(config, arm) : config.pear
  if (own.ratio === 'initial' && checkpoint !== 'base')
    notes.push(
      'In this run the ratio is against the frozen base policy π₀, so what it trained with are the weights of the checkpoint “Base policy π₀”, at every step.',
    )
  if (own.normalise)
    notes.push('This run divides the weights by their mean over each batch; PEAR’s rows here show them undivided.')
  return notes
}
