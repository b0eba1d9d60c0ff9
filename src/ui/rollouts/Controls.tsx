import { Picker } from '../parts/Select'
import { useArmStyle } from '../armStyle'
import { Pills, Stepper } from './Choices'
import type { ComparedPolicy } from './comparison'
import { filterCounts, type FilterId, type Pair } from './filters'
import styles from './Rollouts.module.css'
import type { Chosen, Shown } from './selection'

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
    <div className={styles.controls}>
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
  if (arm === undefined) return <p className={styles.note}>The arms have no checkpoint of their own yet.</p>
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
      <label className={styles.check}>
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

interface FilterProps {
  shown: Shown
  compare: Chosen['compare']
  onChoose: (change: Partial<Chosen>) => void
}

/** Which prompts are shown, by the verdicts of the policies that are compared, with how many each choice has. */
export function FilterBar({ shown: { comparison, filter, pair }, compare, onChoose }: FilterProps) {
  const look = useArmStyle()
  const titleOf = ({ arm, checkpoint }: ComparedPolicy): string =>
    compare === 'arms' ? look(arm).title : checkpoint.title
  const nameOf = (key: string): string => {
    const policy = comparison.policies.find((one) => one.key === key)
    return policy ? titleOf(policy) : key
  }
  const titles: Readonly<Record<FilterId, string>> = {
    all: 'All',
    differ: 'Verdicts differ',
    between: `${nameOf(pair.right)} right, ${nameOf(pair.wrong)} wrong`,
    allRight: 'All right',
    allWrong: 'All wrong',
  }
  return (
    <div className={styles.filters}>
      <Pills
        legend="Show prompts"
        value={filter}
        options={filterCounts(comparison, pair).map((one) => ({
          value: one.filter,
          title: titles[one.filter],
          count: one.count,
        }))}
        onPick={(picked) => {
          onChoose({ filter: picked })
        }}
      />
      {filter === 'between' && (
        <PairPickers
          policies={comparison.policies}
          titleOf={titleOf}
          pair={pair}
          onPair={(next) => {
            onChoose({ pair: next })
          }}
        />
      )}
    </div>
  )
}

interface PairProps {
  policies: readonly ComparedPolicy[]
  titleOf: (policy: ComparedPolicy) => string
  pair: Pair
  onPair: (pair: Pair) => void
}

/** Which policy is to be right and which wrong; choosing the other's swaps the two. */
function PairPickers({ policies, titleOf, pair, onPair }: PairProps) {
  const options = policies.map((policy) => ({ value: policy.key, title: titleOf(policy) }))
  return (
    <div className={styles.pair}>
      <Picker
        label="Right"
        value={pair.right}
        options={options}
        onPick={(right) => {
          onPair({ right, wrong: right === pair.wrong ? pair.right : pair.wrong })
        }}
      />
      <Picker
        label="Wrong"
        value={pair.wrong}
        options={options}
        onPick={(wrong) => {
          onPair({ wrong, right: wrong === pair.right ? pair.wrong : pair.right })
        }}
      />
    </div>
  )
}
