import { describe, expect, test } from 'vitest'
import { countdown } from '../../../src/games/countdown'
import { hasWrong, marked } from '../../../src/games/response'
import { maze } from '../../../src/games/maze'
import { sort } from '../../../src/games/sort'
import { track } from '../../../src/games/track'
import { trueStates } from '../../../src/games/track/rules'
import { trackExample } from './helpers'

const right = (text: string) => ({ text, right: true })
const wrong = (text: string) => ({ text, right: false })

test('each character is marked at its place', () => {
  expect(marked('124', '134')).toEqual([right('1'), wrong('2'), right('4')])
  expect(marked('12', '1')).toEqual([right('1'), wrong('2')])
  expect(marked('1', undefined)).toEqual([{ text: '1', right: undefined }])
  expect([hasWrong(marked('1', '1')), hasWrong(marked('2', '1')), hasWrong(marked('1', undefined))]).toEqual([
    false,
    true,
    false,
  ])
})

describe('cups and balls: 0 2 1, then 1↔4, 0↔4, 0↔1, 2↔3', () => {
  test('the balls go where the swaps take them', () => {
    expect(trueStates(trackExample)).toEqual([
      [0, 2, 1],
      [0, 2, 4],
      [4, 2, 0],
      [4, 2, 1],
      [4, 3, 1],
    ])
  })

  test('states and answer are compared digit by digit', () => {
    expect(track.trace(trackExample, '024421#413.')).toEqual({
      states: [
        [right('0'), right('2'), right('4')],
        [right('4'), right('2'), wrong('1')],
      ],
      answer: [right('4'), wrong('1'), wrong('3')],
      rest: '',
    })
  })

  test('a state after the last swap has nothing to be compared with', () => {
    const { states } = track.trace(trackExample, '024420421431431#431.')
    expect(states.map(hasWrong)).toEqual([false, false, false, false, false])
    expect(states[4]).toEqual(marked('431', undefined))
  })

  test.each<[string, number, string | undefined, string]>([
    ['#431?', 0, '431', ''],
    ['#43', 0, '43', ''],
    ['#4312.', 0, '4312', ''],
    ['02#431.', 1, '431', ''],
    ['024', 1, undefined, ''],
    ['#', 0, '', ''],
    ['0=4#431.', 1, undefined, '=4#431'],
    ['#43#1.', 0, '43', '#1'],
    ['', 0, undefined, ''],
    ['..', 0, undefined, '.'],
  ])('%s: %i states, answer %s, rest %s', (response, states, answer, rest) => {
    const trace = track.trace(trackExample, response)
    expect(trace.states).toHaveLength(states)
    expect(trace.answer?.map(({ text }) => text).join('')).toBe(answer)
    expect(trace.rest).toBe(rest)
  })
})

describe('a maze', () => {
  // - - G #
  // - - # #
  // - # # #
  // - - - S
  const puzzle = { size: 4, cells: '--G#--##-###---S', maxMoves: 8 }
  const path = (response: string) => maze.trace(puzzle, response).steps.map(({ to }) => to)

  test('the walk is the cells that the moves lead to, with the notes compared', () => {
    expect(maze.trace(puzzle, 'LoLaLmUiUeUaRbRc.')).toEqual({
      start: 15,
      steps: [
        { move: 'L', to: 14, note: right('o') },
        { move: 'L', to: 13, note: wrong('a') },
        { move: 'L', to: 12, note: right('m') },
        { move: 'U', to: 8, note: right('i') },
        { move: 'U', to: 4, note: right('e') },
        { move: 'U', to: 0, note: right('a') },
        { move: 'R', to: 1, note: right('b') },
        { move: 'R', to: 2, note: right('c') },
      ],
      reached: true,
    })
  })

  test('it stops before the first illegal move', () => {
    expect(maze.trace(puzzle, 'LU.')).toMatchObject({ stopped: { text: 'U', why: 'wall' }, reached: false })
    expect(path('LUL.')).toEqual([14])
    expect(maze.trace(puzzle, 'R.')).toMatchObject({ stopped: { text: 'R', why: 'edge' }, steps: [] })
    expect(maze.trace(puzzle, 'LLRx.')).toMatchObject({ steps: [{ to: 14 }, { to: 13 }, { to: 14, note: wrong('x') }] })
    expect(maze.trace(puzzle, 'LL7L.')).toMatchObject({ stopped: { text: '7', why: 'noMove' } })
    expect(maze.trace(puzzle, 'LRLRLRLRL.').stopped).toEqual({ text: 'L', why: 'tooMany' })
    expect(path('LRLRLRLRL.')).toHaveLength(8)
  })

  test('a walk that leaves the goal has not reached it', () => {
    const open = { size: 2, cells: 'SG--', maxMoves: 4 }
    expect(maze.trace(open, 'R.').reached).toBe(true)
    expect(maze.trace(open, 'RD.').reached).toBe(false)
    expect(maze.trace(open, 'RDU').reached).toBe(true)
  })
})

describe('sorting 3425', () => {
  const puzzle = { row: '3425', maxSwaps: 3 }

  test('each swap gives its row, and notes are compared with it', () => {
    expect(sort.trace(puzzle, '13>243523>2435.')).toEqual({
      steps: [
        { places: [0, 2], row: '2435', note: [right('2'), right('4'), right('3'), right('5')] },
        { places: [1, 2], row: '2345', note: [right('2'), wrong('4'), wrong('3'), right('5')] },
      ],
      sorted: true,
    })
    expect(sort.trace(puzzle, '.')).toEqual({ steps: [], sorted: false })
  })

  test.each([
    ['131.', ['2435'], '1.', 'noSwap'],
    ['13>2435>', ['2435'], '>', 'noSwap'],
    ['15.', [], '15', 'outside'],
    ['22.', [], '22', 'same'],
    ['12121212.', ['4325', '3425', '4325'], '12', 'tooMany'],
    ['13>24.', ['2435'], '>24', 'shortNote'],
  ])('%s stops at its fault', (response, rows, text, why) => {
    const trace = sort.trace(puzzle, response)
    expect(trace.steps.map(({ row }) => row)).toEqual(rows)
    expect(trace.stopped).toEqual({ text, why })
    expect(trace.sorted).toBe(false)
  })
})

describe('countdown: 3 from 4, 4, 2 and 1', () => {
  const puzzle = { numbers: [4, 4, 2, 1], target: 3, operators: '+-*' }

  test('totals are those of the operations, whatever the notes say', () => {
    expect(countdown.trace(puzzle, '4*2=09-4=04-1=03.')).toEqual({
      steps: [
        { operator: '', number: 4, place: 0, total: 4 },
        { operator: '*', number: 2, place: 2, total: 8, note: wrong('09') },
        { operator: '-', number: 4, place: 1, total: 4, note: right('04') },
        { operator: '-', number: 1, place: 3, total: 3, note: right('03') },
      ],
      unused: [],
      hit: true,
    })
  })

  test('it is worked out from left to right, below 0 too', () => {
    const totals = (response: string) => countdown.trace(puzzle, response).steps.map(({ total }) => total)
    expect(totals('1-4*4+2.')).toEqual([1, -3, -12, -10])
    expect(countdown.trace(puzzle, '4-1.')).toMatchObject({ unused: [1, 2], hit: false })
    expect(countdown.trace(puzzle, '4+4-2-1.')).toMatchObject({ unused: [], hit: false })
    expect(countdown.trace(puzzle, '')).toEqual({ steps: [], unused: [0, 1, 2, 3], hit: false })
  })

  test.each([
    ['+4.', 0, '+', 'noNumber'],
    ['4*.', 1, '.', 'noNumber'],
    ['4*3.', 1, '3', 'used'],
    ['4*2*2.', 2, '2', 'used'],
    ['4=04*2.', 1, '=', 'noOperator'],
    ['42.', 1, '2', 'noOperator'],
    ['4*2=8-4.', 2, '=8', 'shortNote'],
  ])('%s stops at its fault', (response, steps, text, why) => {
    const trace = countdown.trace(puzzle, response)
    expect(trace.steps).toHaveLength(steps)
    expect(trace.stopped).toEqual({ text, why })
    expect(trace.hit).toBe(false)
  })

  test('an operator that the puzzle does not allow ends it', () => {
    expect(countdown.trace({ ...puzzle, operators: '+-' }, '4*2.').stopped).toEqual({ text: '*', why: 'noOperator' })
  })
})
