import type { ComponentType } from 'react'
import { type GameId, games } from '../../games'
import type { DrawingProps } from './Picture'

/** The drawing of each game, found by the game's id: drawings/track.tsx draws track. Tests ask for one of every game. */
const drawings = import.meta.glob<ComponentType<DrawingProps>>('./drawings/*.tsx', { eager: true, import: 'Drawing' })

/** A puzzle with the game that it is of. */
export interface AnyPuzzle {
  game: GameId
  puzzle: unknown
}

/** The puzzle of a prompt; undefined where the text is no prompt of this game, or the difficulty is none of its. */
export function readPuzzle(game: GameId, difficulty: unknown, prompt: string): AnyPuzzle | undefined {
  const settings = games[game].difficulty.safeParse(difficulty)
  const puzzle = settings.success ? games[game].parse(prompt, settings.data) : undefined
  return puzzle === undefined ? undefined : { game, puzzle }
}

interface Props {
  of: AnyPuzzle
  /** What a response does with the puzzle is drawn too; any text can be. */
  response?: string
}

/** The drawing of a puzzle of any game, alone or with what a response makes of it. */
export function PuzzleDrawing({ of: { game, puzzle }, response }: Props) {
  const Drawing = drawings[`./drawings/${game}.tsx`]
  if (!Drawing) return undefined
  if (response === undefined) return <Drawing puzzle={puzzle} trace={undefined} title="The puzzle" />
  const trace = games[game].trace(puzzle, response)
  return <Drawing puzzle={puzzle} trace={trace} title={`Response ${response || 'without text'}`} />
}
