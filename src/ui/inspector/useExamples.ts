import { useMemo, useState } from 'react'
import type { OfflineExample, ScoredPolicy } from '../../results/events'
import type { PearSettings, PearVariant } from '../../pear/weights'
import { type ExampleWeights, exampleWeights } from './marks'
import { type SortKey, sortedPlaces } from './sorting'

/** The examples with their weights, their order, and the one that is looked at. */
export interface Examples {
  all: readonly ExampleWeights[]
  sort: SortKey
  /** The example's place in the data and in the order, both from 0. */
  place: number
  rank: number
  toRank: (rank: number) => void
  sortBy: (sort: SortKey) => void
}

/** Weighs and sorts the examples anew whenever policy or settings change; the one that is looked at stays in sight. */
export function useExamples(
  examples: readonly OfflineExample[],
  policy: ScoredPolicy,
  settings: PearSettings,
  variant: PearVariant,
): Examples {
  const [sort, setSort] = useState<SortKey>('place')
  const [wanted, setWanted] = useState(0)
  const all = useMemo(
    () =>
      policy.logProbs.flatMap((own, i) =>
        examples[i] ? exampleWeights(own, examples[i].behaviourLogProbs, settings) : [],
      ),
    [examples, policy, settings],
  )
  const order = useMemo(() => sortedPlaces(all, sort, variant), [all, sort, variant])
  const place = Math.min(wanted, all.length - 1)
  return {
    all,
    sort,
    place,
    rank: order.indexOf(place),
    toRank: (rank) => {
      setWanted(order[Math.min(order.length - 1, Math.max(0, rank))] ?? 0)
    },
    sortBy: (key) => {
      setSort(key)
      setWanted(sortedPlaces(all, key, variant)[0] ?? 0)
    },
  }
}
