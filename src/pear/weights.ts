import { exp, log } from '../core/elementary'
/** How far a token's weight looks: over what follows it, over what follows its block, or over the whole response. */
export type PearVariant = 'token' | 'block' | 'sequence'

export interface PearSettings {
  /** γ: discount a token. */
  gamma: number
  /** B: tokens a block. */
  block: number
  /** [δ_min, δ_max]: bounds of one token's log ratio. */
  clipDelta: readonly [low: number, high: number]
  /** [g_min, g_max]: bounds of log G. */
  clipLogG: readonly [low: number, high: number]
}

export const clip = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(Math.max(value, low), high)

/**
 * log Ĝ_t of every token of ONE response of T tokens (METHOD.md, "PEAR weights").
 *
 * @param logRatios log π_θ(y_t) − log π_β(y_t), raw, `[T]`; EOS is a token, prompt and padding are not
 * @returns `[T]`, in nats
 */
export function pearLogWeights(logRatios: readonly number[], variant: PearVariant, settings: PearSettings): number[] {
  return rawLogWeights(logRatios, variant, settings).map((logG) => clip(logG, settings.clipLogG))
}

/** Ĝ_t of every token of one response, `[T]`. */
export const pearWeights = (logRatios: readonly number[], variant: PearVariant, settings: PearSettings): number[] =>
  pearLogWeights(logRatios, variant, settings).map(exp)

/** log G_t before its clip: what `pearLogWeights` clips, and what diagnostics count. */
export function rawLogWeights(logRatios: readonly number[], variant: PearVariant, settings: PearSettings): number[] {
  const { gamma, clipDelta } = settings
  const length = logRatios.length
  // suffix[i] = Σ_{j ≥ i} δ_j, so that what lies beyond index e is suffix[e + 1].
  const suffix = new Array<number>(length + 1).fill(0)
  for (let i = length - 1; i >= 0; i--) suffix[i] = (suffix[i + 1] as number) + clip(logRatios[i] as number, clipDelta)
  if (variant === 'sequence') return new Array<number>(length).fill(suffix[0] as number)
  const span = variant === 'token' ? 1 : settings.block
  return logRatios.map((_, t) => {
    const end = blockEnd(t, span, length)
    return (length - 1 - end) * log(gamma) + (suffix[end + 1] as number)
  })
}

/** Index of the last token of the block that holds token t (both from 0), for blocks of `span` in a response of `length`. */
export function blockEnd(t: number, span: number, length: number): number {
  return Math.min((Math.floor(t / span) + 1) * span, length) - 1
}
