import type { SampledResponse } from '../../results/events'

/** A sampled token as it is shown: every character of a response is one token. */
export interface ShownToken {
  text: string
  /** log π(y_t) in nats; undefined where the run did not report it. */
  logProb: number | undefined
  /** π(y_t). */
  probability: number | undefined
}

/** The classes of the shading, by the least probability of each, most likely first; all but the first exclude the one above. */
export const shades: readonly { from: number; title: string }[] = [
  { from: 0.9, title: '0.9 to 1' },
  { from: 0.5, title: '0.5 to 0.9' },
  { from: 0.1, title: '0.1 to 0.5' },
  { from: 0.01, title: '0.01 to 0.1' },
  { from: 0, title: 'below 0.01' },
]

/** The class of a probability: 0 for the most likely tokens. Throws RangeError on what is no probability. */
export function shadeOf(probability: number): number {
  const index = shades.findIndex(({ from }) => probability >= from)
  if (index < 0) throw new RangeError(`${probability} is no probability.`)
  return index
}

/** The tokens of a response with their probabilities under the policy that wrote it. */
export function tokensOf({ text, logProbs }: Pick<SampledResponse, 'text' | 'logProbs'>): ShownToken[] {
  return Array.from(text, (character, t) => {
    const logProb = logProbs[t]
    return { text: character, logProb, probability: logProb === undefined ? undefined : Math.exp(logProb) }
  })
}

/** The position of the least likely token, the first of equal ones; undefined where no token has a probability. */
export function leastLikely(tokens: readonly ShownToken[]): number | undefined {
  let least: number | undefined
  tokens.forEach(({ logProb }, t) => {
    if (logProb !== undefined && logProb < (tokens[least ?? -1]?.logProb ?? Infinity)) least = t
  })
  return least
}

/** log π(y) of the whole response in nats, the sum over its tokens; undefined where one of them has none. */
export function responseLogProb(tokens: readonly ShownToken[]): number | undefined {
  return tokens.reduce<number | undefined>(
    (sum, { logProb }) => (sum === undefined || logProb === undefined ? undefined : sum + logProb),
    0,
  )
}

/** A probability in few characters: `0.031`; `4.1e−5` where three decimals would hide it. */
export function probabilityText(probability: number): string {
  if (probability > 0 && probability < 0.0005) return probability.toExponential(1).replace('-', '−')
  return probability.toFixed(3)
}
