import type { Objective } from '../policy/objective'
import type { ArmId } from './arms'
import { pearSettings, type ExperimentConfig } from './config'

/** What an arm minimises during SFT; undefined for the arm that skips SFT. */
export function sftObjective(arm: ArmId, config: ExperimentConfig): Objective | undefined {
  const { reduction } = config.sft
  switch (arm) {
    case 'none':
      return undefined
    case 'sft':
      return { kind: 'sft', weighting: { kind: 'uniform' }, reduction }
    case 'dft':
      return { kind: 'sft', weighting: { kind: 'probability' }, reduction }
    case 'token':
    case 'block':
    case 'sequence': {
      const { ratio, normalise } = config.pear
      return {
        kind: 'sft',
        weighting: { kind: 'pear', variant: arm, settings: pearSettings(config), ratio, normalise },
        reduction,
      }
    }
  }
}
