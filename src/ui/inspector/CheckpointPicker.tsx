import type { ArmId } from '../../config/armId'
import type { ScoredEvent, ScoredPolicy } from '../../results/events'
import type { RunResults } from '../../results/results'
import { classes } from '../parts/classes'
import { Picker } from '../parts/Select'
import { useArmStyle } from '../armStyle'
import styles from './Inspector.module.css'

/** A moment of training at which policies scored the examples. */
export interface Checkpoint {
  /** `base`, or `sft-` and the step. */
  key: string
  title: string
  policies: readonly ScoredPolicy[]
}

/** The moments of training at which the examples were scored, in order: the base policy, SFT steps, the end of SFT. */
export function checkpointsOf({
  offline,
  scored,
  config,
}: Pick<RunResults, 'offline' | 'scored' | 'config'>): Checkpoint[] {
  const own = scored.filter(({ seed, policies }) => seed === offline?.seed && policies.length > 0)
  return own.map(({ stage, step, policies }) => ({
    key: stage === 'pretrain' ? 'base' : `sft-${step}`,
    title: titleOf(stage, step, config?.sft.steps),
    policies,
  }))
}

function titleOf(stage: ScoredEvent['stage'], step: number, last: number | undefined): string {
  if (stage === 'pretrain') return 'Base policy π₀'
  return step === last ? `After SFT (step ${step})` : `SFT step ${step}`
}

/** The policy whose log-probabilities are shown: the arm's where the checkpoint has it, else the checkpoint's first. */
export const policyOf = ({ policies }: Checkpoint, arm: ArmId | undefined): ScoredPolicy | undefined =>
  policies.find((policy) => policy.arm === arm) ?? policies[0]

interface Props {
  checkpoints: readonly Checkpoint[]
  checkpoint: Checkpoint
  policy: ScoredPolicy
  onCheckpoint: (key: string) => void
  onArm: (arm: ArmId) => void
}

/** Whose π_θ the ratio takes: the checkpoint and, once the arms differ, the arm. */
export function CheckpointPicker({ checkpoints, checkpoint, policy, onCheckpoint, onArm }: Props) {
  const styleOf = useArmStyle()
  return (
    <div>
      <Picker
        label="Checkpoint of π_θ"
        value={checkpoint.key}
        options={checkpoints.map(({ key, title }) => ({ value: key, title }))}
        onPick={onCheckpoint}
      />
      {policy.arm === 'base' ? (
        <p className={classes(styles.note, styles.pickerNote)}>
          All arms start from this policy. Later checkpoints have one for each arm.
        </p>
      ) : (
        <Picker
          label="Policy of"
          value={policy.arm}
          options={checkpoint.policies.map(({ arm }) => ({ value: arm, title: styleOf(arm).title }))}
          onPick={(arm) => {
            if (arm !== 'base') onArm(arm)
          }}
        />
      )}
    </div>
  )
}
