import type { ArmId } from '../../config/armId'
import type { ScoredPolicy } from '../../results/events'
import { Picker } from '../parts/Select'
import { useArmStyle } from '../useArmStyle'
import type { Checkpoint } from './checkpoints'

interface Props {
  moments: readonly Checkpoint[]
  moment: Checkpoint
  policy: ScoredPolicy
  onMoment: (key: string) => void
  onArm: (arm: ArmId) => void
}

/** Whose π_θ the ratio takes: the checkpoint and, once arms have parted, the arm. */
export function Moment({ moments, moment, policy, onMoment, onArm }: Props) {
  const styleOf = useArmStyle()
  return (
    <div className="pickers">
      <Picker
        label="Checkpoint of π_θ"
        value={moment.key}
        options={moments.map(({ key, title }) => ({ value: key, title }))}
        onPick={onMoment}
      />
      {policy.arm === 'base' ? (
        <p className="inspector-note moment-note">
          All arms start from this policy. Later checkpoints have one for each arm.
        </p>
      ) : (
        <Picker
          label="Policy of"
          value={policy.arm}
          options={moment.policies.map(({ arm }) => ({ value: arm, title: styleOf(arm).title }))}
          onPick={(arm) => {
            if (arm !== 'base') onArm(arm)
          }}
        />
      )}
    </div>
  )
}
