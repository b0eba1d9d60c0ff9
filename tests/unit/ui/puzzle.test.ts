import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { type GameId, gameIds, games } from '../../../src/games'
import mazeStyles from '../../../src/ui/puzzle/drawings/maze.module.css'
import trackStyles from '../../../src/ui/puzzle/drawings/track.module.css'
import shared from '../../../src/ui/puzzle/Picture.module.css'
import { type AnyPuzzle, PuzzleDrawing, readPuzzle } from '../../../src/ui/puzzle/PuzzleDrawing'
import { caseOf } from '../games/cases'

/** The puzzle of the game's case, read from its prompt. */
function puzzleOf(game: GameId): AnyPuzzle {
  const puzzle = readPuzzle(game, games[game].difficulty.parse({}), games[game].prompt(caseOf(game).puzzle))
  if (!puzzle) throw new Error(`There is no prompt of ${game}.`)
  return puzzle
}

const draw = (game: GameId, response?: string): string =>
  renderToStaticMarkup(
    createElement(PuzzleDrawing, { of: puzzleOf(game), ...(response !== undefined && { response }) }),
  )

/** The drawing's description, as a screen reader says it. */
const words = (game: GameId, response?: string): string =>
  /<desc[^>]*>(.*)<\/desc>/.exec(draw(game, response))?.[1] ?? ''

/** How many elements of a drawing have one of these classes. */
const count = (svg: string, ...names: (string | undefined)[]): number =>
  names.reduce((sum, name) => sum + svg.split(`class="${name ?? 'missing'}"`).length - 1, 0)

test('a prompt is read with the difficulty of its experiment, and what is none is left alone', () => {
  expect(readPuzzle('maze', { maxMoves: 30 }, '--G#--##-###---S:')).toEqual({
    game: 'maze',
    puzzle: { size: 4, cells: '--G#--##-###---S', maxMoves: 30 },
  })
  expect(readPuzzle('maze', {}, '3425:')).toBeUndefined()
  expect(readPuzzle('maze', { walls: 'many' }, '--G#--##-###---S:')).toBeUndefined()
})

describe.each(gameIds)('the drawing of %s', (game) => {
  test('is an image with a name and a description', () => {
    const svg = draw(game)
    const named = /aria-labelledby="([^"]+)" aria-describedby="([^"]+)"/.exec(svg)
    expect(svg).toContain('role="img"')
    expect(svg).toContain(`<title id="${named?.[1] ?? 'none'}">The puzzle</title>`)
    expect(svg).toContain(`<desc id="${named?.[2] ?? 'none'}">`)
    expect(draw(game, 'x')).toContain('>Response x</title>')
  })

  test('can be made of any response, within its frame', () => {
    const character = fc.constantFrom(...Array.from(games[game].alphabet))
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: character, maxLength: 60 }),
      fc.constantFrom('', '.', '0'.repeat(5000), '<script>alert(1)</script>'),
    )
    fc.assert(
      fc.property(text, (response) => {
        const svg = draw(game, response)
        expect(svg).not.toMatch(/NaN|undefined|Infinity|<script/)
        // However much a response writes, its drawing stays a drawing.
        expect(Number(/ height="(\d+)"/.exec(svg)?.[1])).toBeLessThan(800)
      }),
      { seed: 2, numRuns: 300 },
    )
  })
})

test('cups and balls: wrong digits are underlined, and a line with one ends with a cross', () => {
  const svg = draw('track', '024421#431.')
  expect([count(svg, shared.fault), count(svg, shared.markRight), count(svg, shared.markWrong)]).toEqual([1, 2, 1])
  expect(words('track', '024421#431.')).toBe(
    '5 cups in a row. At first there are A under cup 0, B under cup 2 and C under cup 1. ' +
      'Swaps in order: 1 with 4, 0 with 4, 0 with 1 and 2 with 3. ' +
      'In the end there are A under cup 4, B under cup 3 and C under cup 1. ' +
      'The response shows after swap 1: 0 2 4, right. The response shows after swap 2: 4 2 1, of which wrong 1 for C. ' +
      'Its answer: 4 3 1, right.',
  )
  // Five rows of three balls, and four swaps of five cups.
  expect([count(svg, trackStyles.ball), count(svg, shared.way, shared.strongWay)]).toEqual([15, 20])
})

test('maze: the walk is drawn up to the first illegal move', () => {
  expect(count(draw('maze', 'LLLUUURR.'), mazeStyles.arrow)).toBe(8)
  const svg = draw('maze', 'LLU.')
  expect([count(svg, mazeStyles.arrow), count(svg, mazeStyles.refused), count(svg, shared.markWrong)]).toEqual([
    2, 1, 1,
  ])
  expect(words('maze', 'LoLaU.')).toBe(
    'A map of 4 by 4 cells, with letters in reading order. The start is cell p, the goal cell c; ' +
      'walls: d, g, h, j, k and l. The response walks to o and n. Cells that it names wrongly: a for n. ' +
      'There, at cell n, it stops: move U runs into a wall.',
  )
  expect(words('maze', 'LLLUUURR.')).toMatch(/It reaches the goal in 8 moves\.$/)
})

test('sort: a row for each swap, the final places marked', () => {
  const svg = draw('sort', '13>243523.')
  // 3425, 2435 and 2345 have 1, 2 and 4 digits in their final place.
  expect([count(svg, shared.box, shared.homeBox), count(svg, shared.homeBox), count(svg, shared.strongWay)]).toEqual([
    12, 7, 4,
  ])
  expect(words('sort', '13>243523.')).toBe(
    'The row 3 4 2 5 is to become 2 3 4 5. Swapping places 1 and 3 gives 2 4 3 5, as the response shows. ' +
      'Swapping places 2 and 3 gives 2 3 4 5. The row is sorted.',
  )
  expect(words('sort', '22.')).toMatch(/There it stops: 22 names one place twice\. The row is not sorted\.$/)
})

test('countdown: the totals are the true ones', () => {
  expect(words('countdown', '4*2=09-4-1.')).toBe(
    'Make 3 from 4, 4, 2 and 1. The response starts with 4; × 2 gives 8, noted wrongly as 09; − 4 gives 4; − 1 gives 3. ' +
      'The target 3 is reached.',
  )
  expect(words('countdown', '1-4*4.')).toMatch(
    /− 4 gives −3; × 4 gives −12\. Not used: 2\. The last total is −12; the target is 3\.$/,
  )
  const svg = draw('countdown', '4*2=09-4.')
  expect([count(svg, shared.usedBox), count(svg, shared.fault)]).toEqual([3, 2])
})
