import { describe, expect, test } from 'vitest'
import readme from '../../../README.md?raw'
import { gameIds, games } from '../../../src/games'

/** The rows of the table under the heading, without its head. */
function rowsUnder(heading: string): { title: string; prompt: string; responses: string[] }[] {
  const section = readme.split(`\n### ${heading}\n`)[1]?.split(/\n#+ /)[0] ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
  return rows.slice(1).map((line) => {
    const [, title = '', example = ''] = line.split('|').map((cell) => cell.trim())
    const [prompt = '', ...responses] = Array.from(example.matchAll(/`([^`]+)`/g), ([, code = '']) => code)
    return { title, prompt, responses }
  })
}

const rows = rowsUnder('The games')

test('the README has a row for each game, in the order in which they are offered', () => {
  expect(rows.map(({ title }) => title)).toEqual(gameIds.map((id) => games[id].title.toLowerCase()))
})

describe.each(rows)('the README’s example of $title', ({ title, prompt, responses }) => {
  const game = Object.values(games).find((one) => one.title.toLowerCase() === title)
  const puzzle = game?.parse(prompt, game.difficulty.parse({}))

  test('is a prompt of the usual difficulty', () => {
    expect(puzzle).toBeDefined()
  })

  test('has right responses, all different', () => {
    expect(responses.length).toBeGreaterThan(0)
    expect(new Set(responses).size).toBe(responses.length)
    expect(responses.map((response) => game?.verify(puzzle, response).correct)).toEqual(responses.map(() => true))
  })
})
