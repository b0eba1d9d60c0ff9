/*
 * Elementary functions with the same bits everywhere. JavaScript leaves the last bit of `Math.exp` and its like to each browser, so that
 * the same experiment would end differently in two of them; these are ports of FreeBSD's fdlibm, which use only operations that
 * IEEE 754 fixes. Everything that reaches a number of a run uses these, or kernels of WebAssembly, which are fixed as well; `Math.sqrt`
 * is exact everywhere.
 */
import arctangent from '@stdlib/math-base-special-atan'
import cosine from '@stdlib/math-base-special-cos'
import exponential from '@stdlib/math-base-special-exp'
import logarithm from '@stdlib/math-base-special-ln'
import raise from '@stdlib/math-base-special-pow'
import sine from '@stdlib/math-base-special-sin'

/** eˣ */
export const exp = (x: number): number => exponential(x)

/** The natural logarithm: −Infinity at 0, NaN below. */
export const log = (x: number): number => logarithm(x)

/** The cosine of an angle in radians. */
export const cos = (x: number): number => cosine(x)

/** The sine of an angle in radians. */
export const sin = (x: number): number => sine(x)

/** The angle in (−π/2, π/2) whose tangent is x; ±π/2 at ±Infinity. */
export const atan = (x: number): number => arctangent(x)

/** xʸ for x > −Infinity and finite y, as the language has it but for the sign of a zero: −0 counts as 0. */
export const power = (x: number, y: number): number => raise(x + 0, y)
