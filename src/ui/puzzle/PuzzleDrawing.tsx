import { CountdownDrawing } from './CountdownDrawing'
import { MazeDrawing } from './MazeDrawing'
import type { AnyPuzzle } from './readPuzzle'
import { SortDrawing } from './SortDrawing'
import { TrackDrawing } from './TrackDrawing'

interface Props {
  of: AnyPuzzle
  /** What a response does with the puzzle is drawn too; any text can be. */
  response?: string
}

/** The drawing of a puzzle of any game, alone or with what a response makes of it. */
export function PuzzleDrawing({ of, response }: Props) {
  const common =
    response === undefined ? { title: 'The puzzle' } : { title: `Response ${response || 'without text'}`, response }
  switch (of.game) {
    case 'track':
      return <TrackDrawing puzzle={of.puzzle} {...common} />
    case 'maze':
      return <MazeDrawing puzzle={of.puzzle} {...common} />
    case 'countdown':
      return <CountdownDrawing puzzle={of.puzzle} {...common} />
    case 'sort':
      return <SortDrawing puzzle={of.puzzle} {...common} />
  }
}
