/** The examples in a sorted order, and the one that is shown. */
import { useMemo, useState } from 'react'
import { mean } from '../../core/statistics'
import type { PearSettings, PearVariant } from '../../pear/weights'
import type { OfflineExample, ScoredPolicy } from '../../results/events'
import { type ExampleWeights, exampleWeights } from './weights'

/** What examples can be sorted by. */
export const sortKeys = ['place', 'highest', 'lowest', 'extreme', 'disagreement'] as const
export type SortKey = (typeof sortKeys)[number]

export const sortTitles: Readonly<Record<SortKey, string>> = {
  place: 'Place in the data',
  highest: 'Mean Ĝ, highest first',
  lowest: 'Mean Ĝ, lowest first',
  extreme: 'Most extreme Ĝ first',
  disagreement: 'Disagreement of variants',
}

/** What a sort key means, in a sentence. */
export const sortNotes: Readonly<Record<SortKey, string>> = {
  place: 'In the order in which the behaviour policy wrote them.',
  highest: 'By the mean weight of the tokens, largest first.',
  lowest: 'By the mean weight of the tokens, smallest first.',
  extreme: 'By the largest |log Ĝ| of the tokens, largest first.',
  disagreement: 'By the largest |log Ĝ(token) − log Ĝ(sequence)| of the tokens, largest first.',
}

/** The mean weight of an example's tokens. */
export const meanOf = (weights: ExampleWeights, variant: PearVariant): number =>
  mean(weights[variant].map(({ logWeight }) => Math.exp(logWeight)))

/** The largest |log Ĝ_t| of an example. */
export const extremeOf = (weights: ExampleWeights, variant: PearVariant): number =>
  Math.max(0, ...weights[variant].map(({ logWeight }) => Math.abs(logWeight)))

/** How far PEAR (token) and PEAR (sequence) are apart: the largest |log Ĝ_token − log Ĝ_sequence| of an example's tokens. */
export const disagreementOf = ({ token, sequence }: ExampleWeights): number =>
  Math.max(0, ...token.map(({ logWeight }, t) => Math.abs(logWeight - (sequence[t]?.logWeight ?? 0))))

/** The examples' places in the order of the sort key; equal ones keep the order of the data. */
export function sortedPlaces(all: readonly ExampleWeights[], key: SortKey, variant: PearVariant): number[] {
  const places = all.map((_, place) => place)
  if (key === 'place') return places
  const values = all.map((weights) => {
    switch (key) {
      case 'highest':
        return meanOf(weights, variant)
      case 'lowest':
        return -meanOf(weights, variant)
      case 'extreme':
        return extremeOf(weights, variant)
      case 'disagreement':
        return disagreementOf(weights)
    }
  })
  return places.sort((a, b) => (values[b] as number) - (values[a] as number) || a - b)
}

/** The examples with their weights, their order, and which one is shown. */
export interface Examples {
  all: readonly ExampleWeights[]
  sort: SortKey
  /** The example's place in the data and in the order, both from 0. */
  place: number
  rank: number
  toRank: (rank: number) => void
  sortBy: (sort: SortKey) => void
}

/** Computes weights and order again whenever the policy or the settings change; the example that is shown stays. */
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
