import { expect, test } from 'vitest'
import { games } from '../../../src/games'
import { createRng } from '../../../src/core/rng'
import { drawPuzzle } from '../../../src/games/split'
import { pretrainingRows } from '../../../src/training/rows'
import { createTask, createTransfer } from '../../../src/games/task'

const source = (id: keyof typeof games, settings: object = {}) => ({
  game: games[id],
  difficulty: games[id].difficulty.parse(settings),
})

test('tasks of a transfer share tokens and lengths, and each ends where its own game does', () => {
  const { from, to } = createTransfer(source('maze'), source('countdown'))
  expect(to.tokenizer).toEqual(expect.objectContaining({ size: from.tokenizer.size }))
  const characters = new Set([...games.maze.alphabet, ...games.countdown.alphabet])
  expect(from.tokenizer.size).toBe(characters.size)
  for (const task of [from, to]) {
    const prompt = task.game.prompt(drawPuzzle(task.game, task.difficulty, 'train', createRng(1)))
    expect(from.tokenizer.decode(to.tokenizer.encode(prompt))).toBe(prompt)
    expect(task.tokenizer.decode(task.stops)).toBe(task.game.stops)
    expect([task.promptLength, task.responseLength]).toEqual([from.promptLength, from.responseLength])
    const own = createTask(task.game, task.difficulty)
    expect(task.promptLength).toBeGreaterThanOrEqual(own.promptLength)
    expect(task.responseLength).toBeGreaterThanOrEqual(own.responseLength)
  }
})

test('a transfer within a game keeps its tokens', () => {
  const { from, to } = createTransfer(source('track', { maxSwaps: 2 }), source('track', { maxSwaps: 4 }))
  const alone = createTask(games.track, games.track.difficulty.parse({ maxSwaps: 4 }))
  expect(from.tokenizer.encode('012#.')).toEqual(alone.tokenizer.encode('012#.'))
  expect(from.promptLength).toBe(alone.promptLength)
  expect(to.responseLength).toBe(alone.responseLength)
})

test('a policy that meets two tasks is pretrained on both by turns', () => {
  const { from, to } = createTransfer(source('maze'), source('sort'))
  const lessons = [from, to].map((task) => ({ task, style: task.game.baseStyle }))
  const rows = pretrainingRows(lessons, 3, 0, 6)
  const alone = pretrainingRows(lessons.slice(0, 1), 3, 0, 6)
  expect(rows.filter((_, i) => i % 2 === 0)).toEqual(alone.filter((_, i) => i % 2 === 0))
  rows.forEach(({ prompt }, i) => {
    const { game, difficulty } = i % 2 === 0 ? from : to
    expect(game.parse(from.tokenizer.decode(prompt), difficulty)).toBeDefined()
  })
})
