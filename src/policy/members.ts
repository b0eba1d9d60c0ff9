import type { PromptBatch, Rollouts, Scores, TokenBatch } from './engine'

/*
 * Room for what engines give back, and the joining of what parts of an engine gave.
 */

/** Members `from` to `to` (exclusive) of a population. */
export interface MemberRange {
  from: number
  to: number
}

/** The same batch, or prompts, as a range of the members reads it. */
export function takeMembers<B extends TokenBatch | PromptBatch>(batch: B, { from, to }: MemberRange): B {
  return { ...batch, slotOf: batch.slotOf.slice(from, to) }
}

/**
 * Cuts members into as few groups of at most `most` as there can be, all of one size but the last. Members never meet in a computation,
 * so that cutting changes no bit.
 */
export function evenGroups(members: number, most: number): MemberRange[] {
  const size = Math.ceil(members / Math.ceil(members / most))
  return Array.from({ length: Math.ceil(members / size) }, (_, i) => ({
    from: i * size,
    to: Math.min((i + 1) * size, members),
  }))
}

/** Room for the scores of M members at every position of a batch: all of it 0. */
export function emptyScores(members: number, { rows, length }: TokenBatch, hasReference: boolean): Scores {
  const room = (): Float32Array => new Float32Array(members * rows * length)
  return { logProbs: room(), entropies: room(), ...(hasReference && { kl: room() }) }
}

/** Room for the responses of M members to R prompts, of at most L tokens each: all of it 0. */
export function emptyRollouts(members: number, rows: number, maxResponse: number): Rollouts {
  const size = members * rows * maxResponse
  return {
    members,
    rows,
    maxResponse,
    tokens: new Int32Array(size),
    logProbs: new Float32Array(size),
    entropies: new Float32Array(size),
    lengths: new Int32Array(members * rows),
  }
}

/** Rollouts of consecutive members, to the same number of prompts, as one. */
export function joinRollouts(parts: readonly Rollouts[]): Rollouts {
  const [first] = parts
  if (first && parts.length === 1) return first
  const members = parts.reduce((sum, part) => sum + part.members, 0)
  const joined = emptyRollouts(members, first?.rows ?? 0, first?.maxResponse ?? 0)
  let member = 0
  for (const part of parts) {
    const row = member * joined.rows
    joined.tokens.set(part.tokens, row * joined.maxResponse)
    joined.logProbs.set(part.logProbs, row * joined.maxResponse)
    joined.entropies.set(part.entropies, row * joined.maxResponse)
    joined.lengths.set(part.lengths, row)
    member += part.members
  }
  return joined
}
