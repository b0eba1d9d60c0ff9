import type { PearVariant } from '../../pear/weights'

/** A token of the response, from 0, and the variant whose weight of it is explained. */
export interface Selection {
  variant: PearVariant
  t: number
}

/** A token as a cell shows it: what would be blank gets a sign. */
export const tokenText = (token: string): string => (token === ' ' ? '␣' : token === '\n' ? '↵' : token)
