import { Picker } from '../parts/Select'
import type { ComparedPolicy } from './comparison'
import { filterCounts, type FilterId, type Pair } from './filters'
import { Pills } from './Pills'
import type { Chosen, Shown } from './selection'
import { usePolicyTitle } from './usePolicyTitle'

interface Props {
  shown: Shown
  compare: Chosen['compare']
  onChoose: (change: Partial<Chosen>) => void
}

/** Which prompts are shown, by the verdicts of the policies that are compared, with how many each choice has. */
export function FilterBar({ shown: { comparison, filter, pair }, compare, onChoose }: Props) {
  const titleOf = usePolicyTitle(compare)
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
    <div className="rollout-filters">
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
    <div className="rollout-pair">
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
