/** A game in the terms of a policy: tokens and lengths. */
import type { Game } from './game'

/** One token a character: ids are positions in the alphabet. Padding reuses id 0, and is told apart by lengths alone. */
export interface Tokenizer {
  /** Number of tokens, V. */
  readonly size: number
  /** Ids of a text. Throws RangeError on a character outside of the alphabet, naming it. */
  encode(text: string): number[]
  /** The text of ids. Throws RangeError on an id outside of [0, V). */
  decode(ids: Iterable<number>): string
}

/** The tokenizer of an alphabet: a string that holds each character once. */
export function createTokenizer(alphabet: string): Tokenizer {
  const characters = Array.from(alphabet)
  const ids = new Map(characters.map((character, id) => [character, id]))
  if (ids.size !== characters.length) throw new RangeError(`The alphabet '${alphabet}' holds a character twice.`)
  return {
    size: characters.length,
    encode(text) {
      return Array.from(text, (character) => {
        const id = ids.get(character)
        if (id === undefined) throw new RangeError(`The character '${character}' is not in the alphabet '${alphabet}'.`)
        return id
      })
    },
    decode(tokens) {
      return Array.from(tokens, (id) => {
        const character = characters[id]
        if (character === undefined)
          throw new RangeError(`There is no token ${id} in an alphabet of ${characters.length}.`)
        return character
      }).join('')
    },
  }
}

/** A game at one difficulty, in the terms of a policy: tokens and lengths. */
export interface Task {
  game: Game
  difficulty: unknown
  tokenizer: Tokenizer
  /** Most tokens of a prompt and of a response. */
  promptLength: number
  responseLength: number
  /** Ids that end a response. */
  stops: number[]
}

/** A writer's style on a task's training puzzles: what a policy is pretrained on. */
export interface Lesson {
  task: Task
  style: unknown
}

/** What a task is made of. */
export type TaskSource = Pick<Task, 'game' | 'difficulty'>

/** The task of a policy that knows this game at this difficulty alone. */
export function createTask(game: Game, difficulty: unknown): Task {
  return taskOf({ game, difficulty }, [{ game, difficulty }])
}

/** Tasks of one policy that goes from one to the other: they share a tokenizer over both games' characters, and the longer lengths. */
export function createTransfer(from: TaskSource, to: TaskSource): { from: Task; to: Task } {
  return { from: taskOf(from, [from, to]), to: taskOf(to, [from, to]) }
}

function taskOf({ game, difficulty }: TaskSource, known: readonly TaskSource[]): Task {
  const tokenizer = createTokenizer([...new Set(known.flatMap((source) => [...source.game.alphabet]))].join(''))
  const lengths = known.map((source) => source.game.lengths(source.difficulty))
  return {
    game,
    difficulty,
    tokenizer,
    promptLength: Math.max(...lengths.map(({ prompt }) => prompt)),
    responseLength: Math.max(...lengths.map(({ response }) => response)),
    stops: tokenizer.encode(game.stops),
  }
}

/** T: positions of a training sequence, which predicts every token but the prompt's first. */
export const sequenceLength = (task: Task): number => task.promptLength + task.responseLength - 1
