import { Picker } from '../parts/Select'
import { useArmStyle } from '../useArmStyle'
import { Pills } from './Pills'
import type { Chosen, Shown } from './selection'
import { Stepper } from './Stepper'

const LATEST = 'latest'

interface Props {
  shown: Shown
  chosen: Chosen
  onChoose: (change: Partial<Chosen>) => void
}

/** What is compared: arms at one checkpoint, or the checkpoints of one arm; and of which seed. */
export function Controls({ shown, chosen, onChoose }: Props) {
  const { seeds, seed } = shown
  return (
    <div className="rollout-controls">
      <Pills
        legend="Compare"
        value={chosen.compare}
        options={[
          { value: 'arms', title: 'Arms' },
          { value: 'checkpoints', title: 'Checkpoints' },
        ]}
        onPick={(compare) => {
          onChoose({ compare })
        }}
      />
      {chosen.compare === 'arms' ? (
        <CheckpointPicker shown={shown} chosen={chosen} onChoose={onChoose} />
      ) : (
        <ArmPicker shown={shown} chosen={chosen} onChoose={onChoose} />
      )}
      {seeds.length > 1 && (
        <Stepper
          label="Seed"
          value={seed}
          options={seeds.map((value) => ({ value, title: String(value) }))}
          onPick={(picked) => {
            onChoose({ seed: picked })
          }}
        />
      )}
    </div>
  )
}

function CheckpointPicker({ shown: { checkpoints }, chosen, onChoose }: Props) {
  const known = checkpoints.some(({ key }) => key === chosen.checkpoint)
  return (
    <Picker
      label="Checkpoint"
      value={known ? (chosen.checkpoint ?? LATEST) : LATEST}
      options={[
        { value: LATEST, title: `Latest (${checkpoints.at(-1)?.title ?? 'none'})` },
        ...checkpoints.map(({ key, title }) => ({ value: key, title })),
      ]}
      onPick={(checkpoint) => {
        onChoose({ checkpoint })
      }}
    />
  )
}

function ArmPicker({ shown: { arms, arm }, chosen, onChoose }: Props) {
  const look = useArmStyle()
  if (arm === undefined) return <p className="rollout-note">The arms have no checkpoint of their own yet.</p>
  return (
    <>
      <Picker
        label="Arm"
        value={arm}
        options={arms.map((one) => ({ value: one, title: look(one).title }))}
        onPick={(picked) => {
          onChoose({ arm: picked })
        }}
      />
      <label className="rollout-check">
        <input
          type="checkbox"
          checked={chosen.every}
          onChange={(event) => {
            onChoose({ every: event.target.checked })
          }}
        />
        Every checkpoint
      </label>
    </>
  )
}
