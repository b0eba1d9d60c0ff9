import type { PearSettings, PearVariant } from '../../pear/weights'
import { decimal } from '../format'
import { weightText } from './weightLook'
import { type ExampleWeights, ratioSpan } from './weights'

const SHOWN_TERMS = 5

/** TeX of a number with a hyphen as its sign, which TeX sets as a minus. */
const tex = (value: number, digits = 2): string => decimal(value, digits).replace('−', '-')

const general: Readonly<Record<PearVariant, string>> = {
  token: String.raw`(T-t)\log\gamma+\sum_{j>t}\delta_j`,
  block: String.raw`(T-e_k)\log\gamma+\sum_{j>e_k}\delta_j`,
  sequence: String.raw`\sum_{j=1}^{T}\delta_j`,
}

/** The same in plain characters, for where TeX is not set yet. */
const plainFormulas: Readonly<Record<PearVariant, string>> = {
  token: 'log G_t = (T − t)·log γ + Σ_{j>t} δ_j',
  block: 'log G_t = (T − e_k)·log γ + Σ_{j>e_k} δ_j',
  sequence: 'log G_t = Σ_j δ_j',
}

/** A few numbers with their signs, for a sum; of many the first, and the last after dots. */
function sumOf(values: readonly number[]): string {
  if (values.length === 0) return '0'
  const signed = values.map((value, i) => (i === 0 || tex(value).startsWith('-') ? tex(value) : `+${tex(value)}`))
  if (signed.length <= SHOWN_TERMS) return signed.join('')
  return [...signed.slice(0, SHOWN_TERMS - 2), String.raw`+\cdots`, signed.at(-1) ?? ''].join('')
}

/** The formula of one token's weight and the same with its numbers put in, as TeX of several lines. */
export function weightFormula(
  variant: PearVariant,
  t: number,
  weights: ExampleWeights,
  settings: PearSettings,
): { tex: string; plain: string } {
  const length = weights.ratios.length
  const { raw, logWeight, clipped } = weights[variant][t] ?? { raw: 0, logWeight: 0, clipped: undefined }
  const span = ratioSpan(variant, t, length, settings.block)
  const deltas = span ? weights.ratios.slice(span.start, span.end + 1).map(({ delta }) => delta) : []
  const discount = variant === 'sequence' ? '' : String.raw`${deltas.length}\cdot\log ${settings.gamma}`
  const sum = sumOf(deltas)
  // More terms than two would not fit beside the discount in a third of the page.
  const next = deltas.length > 2 ? String.raw`\\&\quad` : ''
  const terms = discount === '' ? sum : `${discount}${next}${sum.startsWith('-') ? '' : '+'}${sum}`
  const [low, high] = settings.clipLogG
  const bound = clipped === 'low' ? `g_{\\min}=${tex(low)}` : `g_{\\max}=${tex(high)}`
  const clip = clipped === undefined ? '' : String.raw`\;\to\;${bound}`
  const weight = weightTex(Math.exp(logWeight))
  return {
    tex: String.raw`\begin{aligned}\log G_{${t + 1}}&=${general[variant]}\\&=${terms}\\&=${tex(raw)}${clip}\\\hat G_{${t + 1}}&=e^{${tex(logWeight)}}=\mathbf{${weight}}\end{aligned}`,
    plain: `${plainFormulas[variant]}; here log G = ${decimal(raw)}, Ĝ = ${weightText(Math.exp(logWeight))}`,
  }
}

/** A weight as TeX: a power of ten where it is far below a thousandth. */
const weightTex = (weight: number): string =>
  weightText(weight)
    .replace(/e−(\d+)$/, String.raw`\cdot10^{-$1}`)
    .replace('−', '-')
