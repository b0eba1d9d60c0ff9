import { LETTERS, type MazePuzzle } from '../../games/maze/board'
import type { MazeTrace } from '../../games/maze/trace'
import { counted, listed } from '../../games/verdict'

const name = (cell: number): string => LETTERS.charAt(cell)

/** The drawing of a maze in words; cells have the letters of the game's notes. */
export function mazeWords({ size, cells }: MazePuzzle, trace?: MazeTrace): string {
  const walls = Array.from(cells).flatMap((kind, cell) => (kind === '#' ? [name(cell)] : []))
  return [
    `A map of ${size} by ${size} cells, with letters in reading order.`,
    `The start is cell ${name(cells.indexOf('S'))}, the goal cell ${name(cells.indexOf('G'))};`,
    `walls: ${listed(walls) || 'none'}.`,
    ...(trace ? walkWords(trace) : []),
  ].join(' ')
}

function walkWords({ start, steps, stopped, reached }: MazeTrace): string[] {
  const last = name(steps.at(-1)?.to ?? start)
  const wrong = steps.flatMap(({ to, note }) => (note?.right === false ? [`${note.text} for ${name(to)}`] : []))
  return [
    steps.length === 0
      ? 'The response makes no legal move.'
      : `The response walks to ${listed(steps.map(({ to }) => name(to)))}.`,
    ...(wrong.length === 0 ? [] : [`Cells that it names wrongly: ${listed(wrong)}.`]),
    stopped
      ? `There, at cell ${last}, it stops: ${stopWords(stopped, steps.length)}.`
      : endWords(last, reached, steps.length),
  ]
}

const endWords = (last: string, reached: boolean, moves: number): string =>
  reached ? `It reaches the goal in ${counted(moves, 'move')}.` : `It ends at cell ${last}, not on the goal.`

function stopWords({ text, why }: NonNullable<MazeTrace['stopped']>, moves: number): string {
  switch (why) {
    case 'wall':
      return `move ${text} runs into a wall`
    case 'edge':
      return `move ${text} leaves the map`
    case 'tooMany':
      return `no more than ${counted(moves, 'move')} are allowed`
    case 'noMove':
      return `${text} is no move`
  }
}
