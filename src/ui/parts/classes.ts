/** Class names side by side, without those that do not hold; undefined where none is left. */
export const classes = (...names: readonly (string | false | undefined)[]): string | undefined =>
  names.filter(Boolean).join(' ') || undefined
