import { describe, expect, test } from 'vitest'
import { pearSettings } from '../../../src/config/config'
import { defaultPreset } from '../../../src/config/presets'
import { examples, weigh } from '../../../src/ui/guide/method/WorkedExample'

const settings = { gamma: 0.9, block: 2, clipDelta: [-2, 0.3], clipLogG: [-10, 5] } as const

/** Two tokens twice as likely under the learner, then two half as likely, then one equally likely. */
const tokens = [
  { text: 'a', learner: 0.5, behaviour: 0.25 },
  { text: 'b', learner: 0.5, behaviour: 0.25 },
  { text: 'c', learner: 0.25, behaviour: 0.5 },
  { text: 'd', learner: 0.25, behaviour: 0.5 },
  { text: 'e', learner: 0.5, behaviour: 0.5 },
]

describe('the worked example', () => {
  test('weighs tokens as done by hand', () => {
    const weighed = weigh(tokens, settings)
    // log 2 = 0.693 lies above the bound 0.3; −0.693 is within its own.
    expect(weighed.map(({ clipped }) => clipped)).toEqual([true, true, false, false, false])
    // What follows a token: γ for each later token, times e^0.3 for each later a or b, times 1/2 for each later c or d.
    const up = Math.exp(0.3)
    const close = (found: readonly number[], wanted: readonly number[]) => {
      wanted.forEach((value, t) => {
        expect(found[t]).toBeCloseTo(value, 12)
      })
    }
    close(
      weighed.map(({ weights }) => weights.token),
      [(0.9 ** 4 * up) / 4, 0.9 ** 3 / 4, 0.9 ** 2 / 2, 0.9, 1],
    )
    // Blocks are ab, cd and e: after the first come three tokens, after the second one.
    close(
      weighed.map(({ weights }) => weights.block),
      [0.9 ** 3 / 4, 0.9 ** 3 / 4, 0.9, 0.9, 1],
    )
    close(
      weighed.map(({ weights }) => weights.sequence),
      Array.from({ length: 5 }, () => up ** 2 / 4),
    )
  })

  test('shows what it is there to show: a leap loses weight, a worked answer keeps it', () => {
    const weights = new Map(
      examples.map(({ id, tokens: own }) => [
        id,
        weigh(own, pearSettings(defaultPreset.config.pear)).map((token) => token.weights.token),
      ]),
    )
    expect(Math.min(...(weights.get('leap') ?? []))).toBeLessThan(0.1)
    expect(Math.min(...(weights.get('worked') ?? []))).toBeGreaterThan(0.8)
  })

  test('has probabilities only', () => {
    const all = examples.flatMap(({ tokens: own }) => own.flatMap(({ learner, behaviour }) => [learner, behaviour]))
    expect(all.filter((value) => !(value > 0 && value <= 1))).toEqual([])
  })
})
