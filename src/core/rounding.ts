/** Digits that values keep where many of them are reported and stored. */
const DIGITS = 5

/** A number to five significant digits: nobody sees a difference, and files of thousands of them are half as large. */
export const shortened = (value: number): number => Number(value.toPrecision(DIGITS))

/** Numbers to five significant digits. */
export const allShortened = (values: Iterable<number>): number[] => Array.from(values, shortened)
