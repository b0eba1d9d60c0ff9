import { type GameId } from '../../../src/games'

/** What the tests of every game need to know of one. */
export interface GameCase {
  /** A puzzle of the usual difficulty, with a right response that uses notes. */
  puzzle: unknown
  response: string
  /** Difficulties of every size, down to the least and up to the largest. */
  difficulties: readonly object[]
  /** A difficulty whose responses can be listed one by one. */
  tiny: object
  /** A style in which every habit is at work. */
  style: object
  /** What a teacher must not do so that all its responses are right. */
  faultless: object
  /** Texts that look like prompts and are none, with the reason. */
  noPrompts: readonly (readonly [text: string, why: string])[]
}

const found = import.meta.glob<GameCase>('./cases/*.ts', { eager: true, import: 'example' })

/** The case of a game, from the file of its name. */
export function caseOf(id: GameId): GameCase {
  const example = found[`./cases/${id}.ts`]
  if (!example) throw new Error(`The tests of every game need tests/unit/games/cases/${id}.ts.`)
  return example
}
