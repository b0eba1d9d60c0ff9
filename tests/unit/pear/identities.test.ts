import { describe, expect, test } from 'vitest'
import { pearWeights, type PearSettings, type PearVariant } from '../../../src/pear/weights'
import { games } from '../../../src/games'
import type { TrackPuzzle } from '../../../src/games/track/rules'
import { writers, type TrackStyle } from '../../../src/games/track/writer'
import { support, total } from '../games/helpers'

/** γ = 1 and bounds that nothing reaches: METHOD.md's identities hold exactly (“Why the weights point the right way”). */
const OPEN: PearSettings = { gamma: 1, block: 2, clipDelta: [-1e9, 1e9], clipLogG: [-700, 700] }
const game = games.track
const BEHAVIOUR = writers({ leapers: 0.7, leap: 0.3, slip: 0.15, unsure: 0.2 })
const LEARNER: TrackStyle = { leapers: 0.2, leap: 0.4, slip: 0.3, unsure: 0.1 }

/** Some of the puzzles with one ball under three cups and one or two swaps. */
const PUZZLES: readonly TrackPuzzle[] = [
  { cups: 3, balls: [1], swaps: [[0, 1]] },
  {
    cups: 3,
    balls: [0],
    swaps: [
      [0, 2],
      [1, 2],
    ],
  },
]

interface Written {
  text: string
  isCorrect: boolean
  /** π_β(y | x) */
  behaviour: number
  /** log π_β and log π_θ of each token. */
  behaviourLogProbs: number[]
  learnerLogProbs: number[]
}

/** Every response that the behaviour policy can write to a puzzle. */
function enumerate(puzzle: TrackPuzzle, style: TrackStyle = LEARNER): Written[] {
  const learner = writers(style)
  return [...support(game, BEHAVIOUR, puzzle)].map(([text, probability]) => ({
    text,
    isCorrect: game.verify(puzzle, text).correct,
    behaviour: probability,
    behaviourLogProbs: BEHAVIOUR.logProbs(puzzle, text),
    learnerLogProbs: learner.logProbs(puzzle, text),
  }))
}

const weightsOf = ({ learnerLogProbs, behaviourLogProbs }: Written, variant: PearVariant): number[] =>
  pearWeights(
    learnerLogProbs.map((logProb, t) => logProb - (behaviourLogProbs[t] ?? NaN)),
    variant,
    OPEN,
  )

/** The product of a policy's probabilities of tokens from number `from` on. */
const tail = (logProbs: readonly number[], from: number): number => Math.exp(total(logProbs.slice(from)))

/** Every prefix with a token, each with the responses that go on from it. */
function prefixes(all: readonly Written[]): Map<string, Written[]> {
  const groups = new Map<string, Written[]>()
  for (const written of all) {
    for (let t = 1; t <= written.text.length; t++) {
      const prefix = written.text.slice(0, t)
      groups.set(prefix, [...(groups.get(prefix) ?? []), written])
    }
  }
  return groups
}

/** d/dη of a number that the learner's style gives, for each of its habits η. */
function slopes(value: (style: TrackStyle) => number): number[] {
  const h = 1e-5
  return (['leapers', 'leap', 'slip', 'unsure'] as const).map(
    (habit) =>
      (value({ ...LEARNER, [habit]: LEARNER[habit] + h }) - value({ ...LEARNER, [habit]: LEARNER[habit] - h })) /
      (2 * h),
  )
}

describe.each(PUZZLES)('on a game that can be enumerated: %j', (puzzle) => {
  const all = enumerate(puzzle)
  const right = all.filter(({ isCorrect }) => isCorrect)

  test('there is something to tell apart', () => {
    expect(total(all.map(({ behaviour }) => behaviour))).toBeCloseTo(1, 10)
    expect(right.length).toBeGreaterThan(0)
    expect(right.length).toBeLessThan(all.length)
    const ratios = all.map((written) => weightsOf(written, 'sequence')[0] ?? NaN)
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeGreaterThan(3)
  })

  test('token weights of unfiltered data average to 1 over what follows a prefix', () => {
    for (const [prefix, group] of prefixes(all)) {
      const t = prefix.length - 1
      const mean = total(
        group.map((written) => tail(written.behaviourLogProbs, t + 1) * (weightsOf(written, 'token')[t] ?? NaN)),
      )
      expect(mean, prefix).toBeCloseTo(1, 8)
    }
  })

  test('token weights of correct data average to P_θ(correct | prefix) / P_β(correct | prefix)', () => {
    for (const [prefix, group] of prefixes(right)) {
      const t = prefix.length - 1
      const chance = (key: 'behaviourLogProbs' | 'learnerLogProbs'): number =>
        total(group.map((written) => tail(written[key], t + 1)))
      const mean = total(
        group.map(
          (written) =>
            (tail(written.behaviourLogProbs, t + 1) / chance('behaviourLogProbs')) *
            (weightsOf(written, 'token')[t] ?? NaN),
        ),
      )
      expect(mean, prefix).toBeCloseTo(chance('learnerLogProbs') / chance('behaviourLogProbs'), 8)
    }
  })

  /** The slope of the sequence-weighted loss on data, its weights held still (stop-gradient). */
  const sequenceSlopes = (data: readonly Written[]): number[] => {
    const sum = total(data.map(({ behaviour }) => behaviour))
    const weights = data.map((written) => weightsOf(written, 'sequence')[0] ?? NaN)
    return slopes((style) => {
      const learner = writers(style)
      return total(
        data.map(
          ({ text, behaviour }, i) => (behaviour / sum) * (weights[i] ?? NaN) * -total(learner.logProbs(puzzle, text)),
        ),
      )
    })
  }

  test('the sequence-weighted gradient on correct data is −∇P_θ(correct) / P_β(correct)', () => {
    const chance = total(right.map(({ behaviour }) => behaviour))
    const reward = slopes((style) =>
      total(
        enumerate(puzzle, style)
          .filter(({ isCorrect }) => isCorrect)
          .map(({ learnerLogProbs }) => tail(learnerLogProbs, 0)),
      ),
    )
    expect(Math.max(...reward.map(Math.abs))).toBeGreaterThan(0.1)
    sequenceSlopes(right).forEach((slope, i) => {
      expect(slope).toBeCloseTo(-(reward[i] ?? NaN) / chance, 6)
    })
  })

  test('the sequence-weighted gradient on unfiltered data is 0', () => {
    for (const slope of sequenceSlopes(all)) expect(slope).toBeCloseTo(0, 6)
  })
})
