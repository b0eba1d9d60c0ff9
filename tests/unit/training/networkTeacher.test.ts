import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { games } from '../../../src/games'
import { splitOf } from '../../../src/games/split'
import { packSequences, responseValues } from '../../../src/policy/batch'
import type { PolicyEngine, Population } from '../../../src/policy/engine'
import { openWasmEngine } from '../../../src/policy/wasm'
import { collectFromNetworks, type NetworkCollectSettings } from '../../../src/training/networkTeacher'
import type { OfflinePair } from '../../../src/training/pairs'
import { pretrainingRows } from '../../../src/training/rows'
import { trainSupervised } from '../../../src/training/supervised'
import { createTask, sequenceLength } from '../../../src/games/task'
import { OPTIMIZER, UNIFORM } from '../../helpers/policy/fixtures'

const game = games.track
const difficulty = game.difficulty.parse({ cups: 3, balls: 1, maxSwaps: 2 })
const task = createTask(game, difficulty)
const SEEDS = [4, 5]
const SETTINGS: NetworkCollectSettings = { pairs: 40, onlyCorrect: true, distributions: true }

describe('offline data of networks', () => {
  let engine: PolicyEngine
  let networks: Population
  let data: OfflinePair[][]

  async function collected(settings = SETTINGS, on = networks, split?: 'evaluation'): Promise<OfflinePair[][]> {
    const parts = collectFromNetworks(engine, on, task, settings, SEEDS, split)
    for (;;) {
      const part = await parts.next()
      if (part.done) return part.value
    }
  }

  beforeAll(async () => {
    engine = await openWasmEngine()
    const shape = { vocabulary: task.tokenizer.size, dModel: 12, heads: 2, layers: 1, dFF: 16 }
    networks = engine.createPopulation(shape, SEEDS)
    const lessons = [{ task, style: { leapers: 1, leap: 0, slip: 0.1, unsure: 0 } }]
    const reports = trainSupervised(engine, networks, {
      task,
      schedule: { steps: 40, learningRate: 0.02, warmup: 0, decay: 0 },
      optimizer: OPTIMIZER,
      objectives: [UNIFORM, UNIFORM],
      slotOf: [0, 1],
      batch: (step) => SEEDS.map((seed) => pretrainingRows(lessons, seed, step, 16)),
    })
    for await (const { read } of reports) await read()
    data = await collected()
  }, 60_000)
  afterAll(() => {
    engine.dispose()
  })

  test('has as many pairs as were asked for, right ones to training puzzles, and refused ones beside them', () => {
    expect(data.map((list) => list.length)).toEqual([40, 40])
    const puzzleOf = ({ prompt }: OfflinePair) => {
      const puzzle = game.parse(task.tokenizer.decode(prompt), difficulty)
      if (puzzle === undefined) throw new Error('The prompt of a pair is no prompt.')
      return puzzle
    }
    const isRight = (pair: OfflinePair): boolean =>
      game.verify(puzzleOf(pair), task.tokenizer.decode(pair.response)).correct
    const refused = data.flat().flatMap((pair) => (pair.refused ? [pair.refused] : []))
    expect(data.flat().every(isRight)).toBe(true)
    expect(refused.length).toBeGreaterThan(5)
    expect(refused.some(isRight)).toBe(false)
    expect(data.flat().every((pair) => splitOf(game, puzzleOf(pair)) === 'train')).toBe(true)
  })

  test('has the networks’ own log-probabilities and distributions, that add up to 1', async () => {
    for (const [member, list] of data.entries()) {
      const alone = engine.fork([{ population: networks, member }])
      const batch = packSequences([list], sequenceLength(task), [0])
      const { logProbs } = await engine.score(alone, batch)
      alone.dispose()
      list.forEach(({ response, behaviourLogProbs, behaviourDistributions }, row) => {
        const expected = responseValues(logProbs, batch, 0, row)
        const vocabulary = task.tokenizer.size
        expect(behaviourDistributions).toHaveLength(response.length * vocabulary)
        response.forEach((token, t) => {
          expect(behaviourLogProbs[t]).toBeCloseTo(expected[t] ?? NaN, 5)
          const whole = [...(behaviourDistributions?.subarray(t * vocabulary, (t + 1) * vocabulary) ?? [])]
          expect(whole.reduce((a, b) => a + b)).toBeCloseTo(1, 6)
          expect(Math.log(whole[token] ?? NaN)).toBeCloseTo(expected[t] ?? NaN, 4)
        })
      })
    }
  })

  test('is the same again, whatever is asked beside it, and without the filter holds wrong responses', async () => {
    const again = await collected({ ...SETTINGS, pairs: 10, distributions: false })
    const bare = (list: readonly OfflinePair[]) => list.map(({ prompt, response }) => ({ prompt, response }))
    expect(again.map(bare)).toEqual(data.map((list) => bare(list.slice(0, 10))))
    const whole = (await collected({ pairs: 60, onlyCorrect: false, distributions: false })).flat()
    expect(whole.every(({ refused }) => refused === undefined)).toBe(true)
    const wrong = whole.filter(({ prompt, response }) => {
      const puzzle = game.parse(task.tokenizer.decode(prompt), difficulty)
      return puzzle !== undefined && !game.verify(puzzle, task.tokenizer.decode(response)).correct
    })
    expect(wrong.length).toBeGreaterThan(5)
  })

  test('for evaluation answers held-out puzzles alone', async () => {
    const heldOut = await collected({ ...SETTINGS, pairs: 5, distributions: false }, networks, 'evaluation')
    for (const { prompt } of heldOut.flat()) {
      const puzzle = game.parse(task.tokenizer.decode(prompt), difficulty)
      expect(puzzle !== undefined && splitOf(game, puzzle)).toBe('evaluation')
    }
  })

  test('is given up where a network solves hardly anything, with a sentence that says what to do', async () => {
    const untrained = engine.createPopulation(networks.shape, SEEDS)
    await expect(collected(SETTINGS, untrained)).rejects.toThrow(
      /teacher network of seed 4 solved \d+ of 5120 puzzles: train it longer/,
    )
  }, 60_000)
})
