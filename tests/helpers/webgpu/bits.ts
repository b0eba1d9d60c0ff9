import type { Rollouts, Scores, Snapshot, StepMetrics } from '../../../src/policy/engine'

/** The bits of numbers: unlike equality it tells one NaN and one zero from another. */
const bitsOf = (values: Float32Array | Int32Array): number[] =>
  Array.from(new Uint32Array(values.buffer, values.byteOffset, values.length))

const part = (values: Float32Array | Int32Array, members: number, member: number): number[] => {
  const size = values.length / members
  return bitsOf(values.slice(member * size, (member + 1) * size))
}

/** Everything that an engine says of a population. */
export interface Said {
  metrics: StepMetrics[]
  snapshot: Snapshot
  scores: Scores
  rollouts: Rollouts
}

/** What was said of one member, to the bit. */
export function saidOf({ metrics, snapshot, scores, rollouts }: Said, member: number): Record<string, unknown> {
  const { members, parameters, firstMoments, secondMoments } = snapshot
  const arrays = { parameters, firstMoments, secondMoments, ...scores }
  const { tokens, lengths, logProbs, entropies } = rollouts
  const sampled = { tokens, lengths, sampledLogProbs: logProbs, sampledEntropies: entropies }
  return {
    metrics: metrics[member],
    ...Object.fromEntries(
      Object.entries({ ...arrays, ...sampled }).map(([name, values]) => [name, part(values, members, member)]),
    ),
  }
}
