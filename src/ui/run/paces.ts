import type { Pace } from '../../worker/client'

/** The paces that the page offers, by the value of their option. */
export const paces: readonly { value: string; title: string; pace: Pace }[] = [
  { value: 'full', title: 'Full speed', pace: { slow: 0 } },
  { value: 'slow', title: 'Slow motion, a step every second', pace: { slow: 1 } },
  { value: 'slower', title: 'Slow motion, a step every 5 s', pace: { slow: 5 } },
]

/** The option that stands for a pace: the fastest one that is at least as slow. */
export const paceValue = ({ slow }: Pace): string =>
  (paces.find(({ pace }) => pace.slow >= slow) ?? paces.at(-1))?.value ?? ''
