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
