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
