import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SampledResponse, SamplesEvent } from '../../../src/results/events'
import type { StageId } from '../../../src/config/stages'
import { defaultPreset } from '../../../src/config/presets'
import { emptyResults, type RunResults } from '../../../src/results/results'
import {
  armsWithSamples,
  checkpointsOf,
  compareArms,
  compareCheckpoints,
  type Comparison,
  mainCheckpoints,
  type PolicyArm,
  samplesAt,
  seedsWithSamples,
} from '../../../src/ui/rollouts/comparison'
import { defaultPair, filterCounts, filtered, offeredFilters, tallies } from '../../../src/ui/rollouts/filters'
import { sameResponses } from '../../../src/ui/rollouts/Drawings'
import { initialChoice, neighbour, shownOf } from '../../../src/ui/rollouts/selection'

const response = (arm: PolicyArm, correct: boolean, text = correct ? '1.' : '0.'): SampledResponse => ({
  arm,
  text,
  correct,
  reason: '',
  logProbs: Array.from(text, () => -0.5),
})

/** Verdicts by arm, a letter a prompt: r for right, w for wrong. */
type Verdicts = Partial<Record<PolicyArm, string>>

function event(stage: StageId, step: number, seed: number, verdicts: Verdicts): SamplesEvent {
  const arms = Object.entries(verdicts) as [PolicyArm, string][]
  const prompts = Array.from(arms[0]?.[1] ?? '', (_, i) => `p${i}`)
  return {
    kind: 'samples',
    stage,
    step,
    seed,
    samples: prompts.map((prompt, i) => ({
      prompt,
      responses: arms.map(([arm, letters]) => response(arm, letters.charAt(i) === 'r')),
    })),
  }
}

/** SFT of 60 steps and RL of 40, as its events tell it; samples of the first of two seeds, and of the second at first. */
const run: RunResults = {
  ...emptyResults,
  config: {
    ...defaultPreset.config,
    arms: ['none', 'sft', 'token', 'token-2'],
    sft: { ...defaultPreset.config.sft, steps: 60 },
    rl: { ...defaultPreset.config.rl, steps: 40 },
  },
  seeds: [7, 8, 9],
  samples: [
    event('pretrain', 90, 7, { base: 'wwwr' }),
    event('pretrain', 90, 8, { base: 'ww' }),
    event('sft', 0, 7, { sft: 'wwwr', token: 'wwwr', 'token-2': 'wwwr' }),
    event('sft', 30, 7, { sft: 'rwww', token: 'rrww', 'token-2': 'wwww' }),
    event('sft', 60, 7, { sft: 'rwrw', token: 'rrrw', 'token-2': 'wwrw' }),
    event('rl', 0, 7, { none: 'wwwr', sft: 'rwrw', token: 'rrrw', 'token-2': 'wwrw' }),
    event('rl', 20, 7, { none: 'rwwr', sft: 'rwww', token: 'rrrr', 'token-2': 'wwww' }),
  ],
}

const titles = (seed: number, results = run): string[] => checkpointsOf(results, seed).map(({ title }) => title)

describe('checkpoints', () => {
  test('stand in the order of training, and the end of SFT is the start of RL', () => {
    expect(titles(7)).toEqual(['Base policy', 'SFT, step 30', 'After SFT', 'RL, step 20'])
    expect(titles(8)).toEqual(['Base policy'])
    expect(titles(9)).toEqual([])
    const over = { ...run, samples: [...run.samples, event('rl', 40, 7, { sft: 'rrrr' })] }
    expect(titles(7, over).at(-1)).toBe('After RL')
  })

  test('are the ends of stages and, while the run goes on, the newest one', () => {
    expect(mainCheckpoints(checkpointsOf(run, 7)).map(({ key }) => key)).toEqual(['base', 'after-sft', 'rl 20'])
    const inSft = { ...run, samples: run.samples.slice(0, 4) }
    expect(mainCheckpoints(checkpointsOf(inSft, 7)).map(({ key }) => key)).toEqual(['base', 'sft 30'])
  })

  test('after SFT every arm is there, those that skip SFT too', () => {
    expect(samplesAt(run, 'after-sft', 7)).toBe(run.samples[5])
    expect(samplesAt({ ...run, samples: run.samples.slice(0, 5) }, 'after-sft', 7)).toBe(run.samples[4])
    expect(samplesAt(run, 'after-sft', 8)).toBeUndefined()
  })

  test('only seeds with samples are offered', () => {
    expect(seedsWithSamples(run)).toEqual([7, 8])
    expect(seedsWithSamples(emptyResults)).toEqual([])
  })
})

/** A comparison's verdicts as letters, a text for each policy: - where it has no response. */
const letters = ({ policies, prompts }: Comparison): Record<string, string> =>
  Object.fromEntries(
    policies.map(({ key }, i) => [
      key,
      prompts.map(({ responses }) => (responses[i] === undefined ? '-' : responses[i].correct ? 'r' : 'w')).join(''),
    ]),
  )

const afterSft = { key: 'after-sft', title: 'After SFT' }

describe('comparisons', () => {
  test('arms at one checkpoint', () => {
    expect(letters(compareArms(run, afterSft, 7))).toEqual({
      none: 'wwwr',
      sft: 'rwrw',
      token: 'rrrw',
      'token-2': 'wwrw',
    })
    expect(compareArms(run, afterSft, 8)).toEqual({ policies: [], prompts: [] })
  })

  test('checkpoints of one arm begin with the base policy, and leave out those that the arm has no part in', () => {
    const every = checkpointsOf(run, 7)
    const token = compareCheckpoints(run, 'token', every, 7)
    expect(letters(token)).toEqual({ base: 'wwwr', 'sft 30': 'rrww', 'after-sft': 'rrrw', 'rl 20': 'rrrr' })
    expect(token.policies.map(({ arm }) => arm)).toEqual(['base', 'token', 'token', 'token'])
    expect(Object.keys(letters(compareCheckpoints(run, 'none', every, 7)))).toEqual(['base', 'after-sft', 'rl 20'])
  })

  test('a prompt that another checkpoint does not have gets no response of it', () => {
    const other = { ...run, samples: [...run.samples, event('rl', 40, 7, { token: 'r' })] }
    expect(letters(compareCheckpoints(other, 'token', checkpointsOf(other, 7), 7))['after-rl']).toBe('r---')
  })

  test('arms are those of the run’s config, in its order', () => {
    expect(armsWithSamples(run, 7)).toEqual(['none', 'sft', 'token', 'token-2'])
    expect(armsWithSamples(run, 8)).toEqual([])
  })
})

describe('filters', () => {
  const comparison = compareArms(run, afterSft, 7)
  const pair = { right: 'token', wrong: 'sft' }

  test('show the prompts with these verdicts', () => {
    // none wwwr, sft rwrw, token rrrw, token-2 wwrw
    const places = (filter: Parameters<typeof filtered>[1], of = pair): number[] =>
      filtered(comparison, filter, of).map(({ place }) => place)
    expect(places('all')).toEqual([0, 1, 2, 3])
    expect(places('differ')).toEqual([0, 1, 2, 3])
    expect(places('between')).toEqual([1])
    expect(places('between', { right: 'sft', wrong: 'token-2' })).toEqual([0])
    expect(places('between', { right: 'gone', wrong: 'sft' })).toEqual([])
    expect(places('allRight')).toEqual([])
    expect(places('allWrong')).toEqual([])
  })

  test('each prompt is in one of: all right, all wrong, verdicts differ', () => {
    const verdict = fc.constantFrom('r', 'w')
    const row = fc.string({ unit: verdict, minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(row, row, row, (sft, token, block) => {
        const made = compareArms({ ...run, samples: [event('rl', 0, 7, { sft, token, block })] }, afterSft, 7)
        const count = Object.fromEntries(filterCounts(made, pair).map((one) => [one.filter, one.count]))
        const columns = Array.from(sft, (letter, i) => `${letter}${token.charAt(i)}${block.charAt(i)}`)
        expect(count).toEqual({
          all: 5,
          differ: columns.filter((column) => column !== 'rrr' && column !== 'www').length,
          between: columns.filter((column) => column.startsWith('wr')).length,
          allRight: columns.filter((column) => column === 'rrr').length,
          allWrong: columns.filter((column) => column === 'www').length,
        })
      }),
    )
  })

  test('one policy alone has nothing to differ from', () => {
    const alone = compareArms(run, { key: 'base', title: 'Base policy' }, 7)
    expect(offeredFilters(alone)).toEqual(['all', 'allRight', 'allWrong'])
    expect(shownOf(run, { ...initialChoice, checkpoint: 'base', filter: 'differ' })?.prompts).toHaveLength(4)
  })

  test('tallies count the prompts that are shown', () => {
    expect(tallies(comparison, comparison.prompts)).toEqual([
      { right: 1, of: 4 },
      { right: 2, of: 4 },
      { right: 3, of: 4 },
      { right: 1, of: 4 },
    ])
    expect(tallies(comparison, filtered(comparison, 'between', pair)).map(({ right, of }) => [right, of])).toEqual([
      [0, 1],
      [0, 1],
      [1, 1],
      [0, 1],
    ])
  })

  test('the first question is PEAR (token) against SFT, else the last against the first', () => {
    expect(defaultPair(comparison)).toEqual(pair)
    expect(defaultPair(compareCheckpoints(run, 'sft', checkpointsOf(run, 7), 7))).toEqual({
      right: 'rl 20',
      wrong: 'base',
    })
  })
})

describe('what is shown', () => {
  test('is at first every arm at the latest checkpoint, of the first seed with samples', () => {
    const shown = shownOf(run, initialChoice)
    expect(shown).toMatchObject({ seed: 7, checkpoint: { key: 'rl 20' }, arm: 'token', prompt: { place: 0 } })
    expect(shownOf(emptyResults, initialChoice)).toBeUndefined()
  })

  test('what the run does not have falls back to what it has', () => {
    const chosen = { ...initialChoice, checkpoint: 'rl 99', arm: 'dft', seed: 4, place: 12 } as const
    expect(shownOf(run, chosen)).toEqual(shownOf(run, initialChoice))
    // PEAR (block) is not there to be compared.
    expect(shownOf(run, { ...initialChoice, pair: { right: 'block', wrong: 'sft' } })?.pair).toEqual({
      right: 'token',
      wrong: 'sft',
    })
  })

  test('a prompt that the filter hides gives way to the first that it shows', () => {
    const chosen = { ...initialChoice, checkpoint: 'after-sft', filter: 'between', place: 3 } as const
    expect(shownOf(run, chosen)?.prompt?.place).toBe(1)
    expect(shownOf(run, { ...chosen, filter: 'allRight' })?.prompt).toBeUndefined()
  })

  test('neighbours end with the list', () => {
    expect([neighbour([1, 2, 3], 2, 1), neighbour([1, 2, 3], 2, -1)]).toEqual([3, 1])
    expect([neighbour([1, 2], 2, 1), neighbour([1, 2], 1, -1), neighbour([1], 5, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

test('arms with one response share it, in the order of the arms', () => {
  expect(
    sameResponses([response('none', true, '#1.'), response('sft', false, ''), response('token', true, '#1.')]),
  ).toEqual([
    { text: '#1.', correct: true, arms: ['none', 'token'] },
    { text: '', correct: false, arms: ['sft'] },
  ])
  expect(sameResponses([])).toEqual([])
})
