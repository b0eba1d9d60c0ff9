import type { ComparedPrompt, Comparison } from './comparison'

/** Which prompts of a comparison are shown, by the verdicts on them. */
export const filterIds = ['all', 'differ', 'between', 'allRight', 'allWrong'] as const
export type FilterId = (typeof filterIds)[number]

/** Two policies of a comparison, by their keys: one that is right where the other is wrong. */
export interface Pair {
  right: string
  wrong: string
}

/** The verdict of each policy on a prompt; undefined where it has no response. */
const verdicts = ({ responses }: ComparedPrompt): (boolean | undefined)[] =>
  responses.map((response) => response?.correct)

/** Whether a filter lets a prompt through. A policy without a response has no say. */
export function passes(filter: FilterId, pair: Pair, { policies }: Comparison, prompt: ComparedPrompt): boolean {
  const all = verdicts(prompt)
  const [anyRight, anyWrong] = [all.includes(true), all.includes(false)]
  const of = (key: string): boolean | undefined => all[policies.findIndex((policy) => policy.key === key)]
  switch (filter) {
    case 'all':
      return true
    case 'differ':
      return anyRight && anyWrong
    case 'between':
      return of(pair.right) === true && of(pair.wrong) === false
    case 'allRight':
      return anyRight && !anyWrong
    case 'allWrong':
      return anyWrong && !anyRight
  }
}

/** The prompts that a filter lets through, in their order. */
export function filtered(comparison: Comparison, filter: FilterId, pair: Pair): ComparedPrompt[] {
  return comparison.prompts.filter((prompt) => passes(filter, pair, comparison, prompt))
}

/** The filters that mean something here: without a second policy, verdicts cannot differ. */
export function offeredFilters({ policies }: Comparison): FilterId[] {
  return filterIds.filter((filter) => policies.length > 1 || (filter !== 'differ' && filter !== 'between'))
}

/** How many prompts each filter that is offered would show. */
export function filterCounts(comparison: Comparison, pair: Pair): { filter: FilterId; count: number }[] {
  return offeredFilters(comparison).map((filter) => ({ filter, count: filtered(comparison, filter, pair).length }))
}

/** How many of these prompts a policy has right, of those that it answered. */
export interface Tally {
  right: number
  of: number
}

/** Every policy's tally over some of the comparison's prompts, in the order of the policies. */
export function tallies({ policies }: Comparison, prompts: readonly ComparedPrompt[]): Tally[] {
  return policies.map((_, index) => {
    const given = prompts.flatMap((prompt) => verdicts(prompt)[index] ?? [])
    return { right: given.filter((correct) => correct).length, of: given.length }
  })
}

/** What is asked first: where PEAR (token) is right and SFT wrong; among checkpoints, what the last one learnt. */
export function defaultPair({ policies }: Comparison): Pair {
  const keys = policies.map(({ key }) => key)
  const wrong = keys.includes('sft') ? 'sft' : (keys[0] ?? '')
  const others = keys.filter((key) => key !== wrong)
  return { right: others.includes('token') ? 'token' : (others.at(-1) ?? ''), wrong }
}
