import { Formula } from '../formula/Formula'
import { coefficients, formulas, symbols } from './formulas'

/** A formula of the method on a line of its own. */
export function Display({ of }: { of: keyof typeof formulas }) {
  return <Formula {...formulas[of]} display />
}

/** A formula of the method inside a sentence or a table. */
export function Inline({ of }: { of: keyof typeof formulas }) {
  return <Formula {...formulas[of]} />
}

/** A symbol inside a sentence. */
export function Sign({ of }: { of: keyof typeof symbols }) {
  return <Formula {...symbols[of]} />
}

/** What an objective of SFT multiplies a token's loss with. */
export function Coefficient({ of }: { of: keyof typeof coefficients }) {
  return <Formula {...coefficients[of]} />
}
