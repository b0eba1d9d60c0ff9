import type { Estimate } from '../core/statistics'
import { armTitle } from '../config/armId'
import type { Crossing } from './diagnostics'
import type { OwnSettings } from '../config/ownSettings'

/** What a crossing of two arms' means says, in one sentence with n and both intervals; it claims a reversal only where it is shown. */
export function crossingText({ upper, lower, before, after, shown }: Crossing, own?: OwnSettings): string {
  const [high, low] = [armTitle(upper, own), armTitle(lower, own)]
  const figures = [paired(before), paired(after)] as const
  const seeds = `n = ${before.n}`
  if (shown)
    return `${high} is above ${low} before RL (paired ${figures[0]}) and below it after RL (${figures[1]}), ${seeds}.`
  const because = before.n < 2 ? 'one seed has no interval' : 'an interval holds 0'
  return `${high} and ${low}: the means cross (paired ${figures[0]} before RL, ${figures[1]} after RL, ${seeds}); no reversal shown: ${because}.`
}

const paired = ({ mean, low, high, n }: Estimate): string =>
  n < 2 ? signed(mean) : `${signed(mean)} [${signed(low)}, ${signed(high)}]`

const signed = (value: number): string => {
  const text = value.toFixed(2)
  if (Number(text) === 0) return '0.00'
  return text.startsWith('-') ? text.replace('-', '−') : `+${text}`
}
