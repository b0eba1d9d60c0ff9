/** What every game needs to read a response, to mark it and to put its verdict into a sentence. */

/** What the verifier says of a response. `reason` is a sentence for people, given for right answers too. */
export interface Verdict {
  correct: boolean
  reason: string
}

/** No game has an answer of more characters than this; longer texts are refused unread. */
export const LONGEST_RESPONSE = 256

/** The verdict on a response that solves the puzzle. */
export function right(how: string): Verdict {
  return { correct: true, reason: `Right: ${how}.` }
}

/** The verdict on a response that does not. */
export function wrong(reason: string): Verdict {
  return { correct: false, reason }
}

/** A character for people: quoted, and with its code point where it could be mistaken for another one. */
export function quote(character: string): string {
  if (/^[!-~]$/.test(character)) return `'${character}'`
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `'${character}' (U+${code})` : `U+${code}`
}

/** Items for people: `4, 3 and 1`. */
export function listed(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}

/** A count with its noun: `1 move`, `2 moves`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/**
 * What every game asks of a response before it reads it: some text of a length that an answer can have, in the game's
 * characters, with one '.' at its very end. The reason for a refusal, or undefined.
 */
export function refusal(response: string, alphabet: string): string | undefined {
  if (response === '') return 'The response is empty.'
  if (response.length > LONGEST_RESPONSE) {
    return `The response has ${response.length} characters; no answer has more than ${LONGEST_RESPONSE}.`
  }
  for (const character of response) {
    if (!alphabet.includes(character)) return `${quote(character)} is not a character of this game.`
  }
  const end = response.indexOf('.')
  if (end < 0) return "The response does not end with '.'."
  if (end < response.length - 1) return "Something follows the '.' that ends the response."
  return undefined
}

/** Reads a text from left to right. At its end it gives '', which is no character of any game. */
export class Reader {
  private position = 0

  constructor(private readonly text: string) {}

  /** The next character, without taking it. */
  peek(): string {
    return this.text.charAt(this.position)
  }

  /** Takes the next character. */
  next(): string {
    return this.text.charAt(this.position++)
  }

  /** Takes the next character if it is one of these; otherwise takes nothing and gives ''. */
  oneOf(characters: string): string {
    const character = this.peek()
    return character !== '' && characters.includes(character) ? this.next() : ''
  }

  /** Takes up to `most` characters in a row that are among these. */
  run(characters: string, most: number): string {
    let taken = ''
    while (taken.length < most && this.peek() !== '' && characters.includes(this.peek())) taken += this.next()
    return taken
  }
}

/** A piece of a response beside the truth. `right` is undefined where there is nothing to compare it with. */
export interface Marked {
  text: string
  right: boolean | undefined
}

/** Each character of what a response shows beside the character that is true at its place; past the truth's end all are wrong. */
export function marked(shown: string, truth: string | undefined): Marked[] {
  return Array.from(shown, (text, place) => ({
    text,
    right: truth === undefined ? undefined : text === truth.charAt(place),
  }))
}

/** Whether a piece of a response holds anything wrong. */
export const hasWrong = (pieces: readonly Marked[]): boolean => pieces.some(({ right }) => right === false)
