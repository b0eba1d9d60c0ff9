import { describe, expect, test } from 'vitest'
import { gameIds, games } from '../../../src/games'
import { collect, collectPair } from '../../../src/training/collect'
import type { OfflinePair } from '../../../src/training/pairs'
import { pretrainingRows } from '../../../src/training/rows'
import { sftRows } from '../../../src/training/rows'
import { createTask, type Task } from '../../../src/games/task'

const taskOf = (id: (typeof gameIds)[number]): Task => createTask(games[id], games[id].difficulty.parse({}))

function collectAll(task: Task, pairs: number, onlyCorrect: boolean, seed: number): OfflinePair[] {
  const policy = task.game.behaviour(task.game.teacherStyle)
  const parts = collect(task, policy, { pairs, onlyCorrect }, seed, 7)
  for (;;) {
    const part = parts.next()
    if (part.done) return part.value
  }
}

describe.each(gameIds)('offline data of %s', (id) => {
  const task = taskOf(id)
  const policy = task.game.behaviour(task.game.teacherStyle)

  test('pair i does not depend on how many are collected, or in what parts', () => {
    const few = collectAll(task, 5, true, 3)
    expect(collectAll(task, 20, true, 3).slice(0, 5)).toEqual(few)
    expect(collectPair(task, policy, true, 3, 4)).toEqual(few[4])
    expect(collectAll(task, 5, true, 4)).not.toEqual(few)
  })

  test('every token has a finite log-probability, and every response ends', () => {
    for (const { prompt, response, behaviourLogProbs } of collectAll(task, 50, true, 1)) {
      expect(behaviourLogProbs).toHaveLength(response.length)
      for (const logProb of behaviourLogProbs) expect(logProb).toBeLessThanOrEqual(1e-12)
      expect(behaviourLogProbs.every(Number.isFinite)).toBe(true)
      expect(task.stops).toContain(response.at(-1))
      expect(prompt.length).toBeLessThanOrEqual(task.promptLength)
      expect(response.length).toBeLessThanOrEqual(task.responseLength)
    }
  })

  test('the base writer’s rows depend on seed, step and row alone', () => {
    const rows = pretrainingRows([{ task, style: task.game.baseStyle }], 5, 2, 6)
    expect(pretrainingRows([{ task, style: task.game.baseStyle }], 5, 2, 3)).toEqual(rows.slice(0, 3))
    expect(pretrainingRows([{ task, style: task.game.baseStyle }], 5, 3, 6)).not.toEqual(rows)
  })
})

test('the filter keeps what the verifier accepts, and unfiltered data hold errors', () => {
  const game = games.track
  const task = createTask(game, game.difficulty.parse({}))
  const sloppy = game.behaviour(game.style.parse({ leapers: 0.5, slip: 0.2 }))
  // Right or wrong is read off the prompt by swapping the balls, without the verifier.
  const isRight = ({ prompt, response }: OfflinePair): boolean => {
    const text = task.tokenizer.decode(prompt)
    const cups = [...text.slice(0, 3)].map((cup) => Number(cup))
    for (let i = 3; i < text.length - 1; i += 2) {
      const [a, b] = [Number(text[i]), Number(text[i + 1])]
      cups.forEach((cup, ball) => (cups[ball] = cup === a ? b : cup === b ? a : cup))
    }
    return task.tokenizer.decode(response).endsWith(`#${cups.join('')}.`)
  }
  const pairs = (onlyCorrect: boolean): OfflinePair[] =>
    Array.from({ length: 200 }, (_, i) => collectPair(task, sloppy, onlyCorrect, 0, i))
  expect(pairs(true).every(isRight)).toBe(true)
  const wrong = pairs(false).filter((pair) => !isRight(pair)).length
  expect(wrong).toBeGreaterThan(20)
  expect(wrong).toBeLessThan(180)
})

test('a teacher that is never right is refused with a sentence', () => {
  const task = createTask(
    { ...games.track, verify: () => ({ correct: false, reason: 'Never.' }) },
    games.track.difficulty.parse({}),
  )
  const policy = task.game.behaviour(task.game.teacherStyle)
  expect(() => collectPair(task, policy, true, 0, 0)).toThrow(/no correct response/)
})

describe('SFT batches', () => {
  const pairs = Array.from({ length: 10 }, (_, i): OfflinePair => ({
    prompt: [i],
    response: [i],
    behaviourLogProbs: [0],
  }))
  const epoch = (seed: number, from: number): number[] =>
    [0, 1, 2].flatMap((step) => sftRows(pairs, seed, from + step, 3).map(({ prompt }) => prompt[0] as number))

  test('an epoch shows no pair twice, and each epoch has its own order', () => {
    expect(new Set(epoch(1, 0)).size).toBe(9)
    expect(new Set(epoch(1, 3)).size).toBe(9)
    expect(epoch(1, 3)).not.toEqual(epoch(1, 0))
    expect(epoch(2, 0)).not.toEqual(epoch(1, 0))
    expect(epoch(1, 0)).toEqual(epoch(1, 0))
  })

  test('a batch larger than the data is refused', () => {
    expect(() => sftRows(pairs, 1, 0, 11)).toThrow(/at least as many/)
  })
})
