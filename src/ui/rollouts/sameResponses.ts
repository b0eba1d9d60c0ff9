import type { SampledResponse } from '../../results/events'

/** A response with the arms that gave it. */
export interface SharedResponse {
  text: string
  correct: boolean
  arms: readonly SampledResponse['arm'][]
}

/** The different responses to one prompt in the order of the arms that gave them first. */
export function sameResponses(responses: readonly SampledResponse[]): SharedResponse[] {
  const found = new Map<string, SharedResponse>()
  for (const { text, correct, arm } of responses) {
    found.set(text, { text, correct, arms: [...(found.get(text)?.arms ?? []), arm] })
  }
  return [...found.values()]
}
