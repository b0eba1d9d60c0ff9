/**
 * The weights of one response under PEAR's three variants, and what explains them token by token: ratios, sums and clips. The weights
 * are those of the methods' formulas.
 */
import { compiled } from '../../config/armTraining'
import { methods } from '../../config/methods'
import type { Constants } from '../../pear/formula'
import { blockEnd, clip, type PearSettings, type PearVariant, rawLogWeights } from '../../pear/weights'

/** Where a clip changed a value: up to its lower bound, down to its upper one, or not at all. */
export type ClipSide = 'low' | 'high' | undefined

/** A value on a bound is not clipped, as in the run's own diagnostics. */
export function clipSide(value: number, [low, high]: readonly [number, number]): ClipSide {
  if (value < low) return 'low'
  return value > high ? 'high' : undefined
}

/** The weight of one token under one variant, in nats. */
export interface VariantWeight {
  /** log G_t before its clip. */
  raw: number
  /** log Ĝ_t. */
  logWeight: number
  clipped: ClipSide
}

/** One token's log ratio log π_θ − log π_β, in nats. */
export interface Ratio {
  raw: number
  /** δ_t: clipped. */
  delta: number
  clipped: ClipSide
}

/** Everything that one response's weights come from and come to, each list `[T]`. */
export interface ExampleWeights {
  ratios: readonly Ratio[]
  token: readonly VariantWeight[]
  block: readonly VariantWeight[]
  sequence: readonly VariantWeight[]
}

export const pearVariants = ['token', 'block', 'sequence'] as const satisfies readonly PearVariant[]

const formulaOf = (variant: PearVariant) => compiled(methods[variant].formula ?? '')
const formulas = { token: formulaOf('token'), block: formulaOf('block'), sequence: formulaOf('sequence') }

/** A weighting under the names that formulas have for it. */
export const constantsOf = ({ gamma, block, clipDelta, clipLogG }: PearSettings): Constants => ({
  gamma,
  block,
  dmin: clipDelta[0],
  dmax: clipDelta[1],
  gmin: clipLogG[0],
  gmax: clipLogG[1],
})

/**
 * The weights of one response.
 *
 * @param policy log π_θ(y_t), `[T]`
 * @param behaviour log π_β(y_t), `[T]`
 */
export function exampleWeights(
  policy: readonly number[],
  behaviour: readonly number[],
  settings: PearSettings,
): ExampleWeights {
  if (policy.length !== behaviour.length) {
    throw new RangeError(`A response has one length, not ${policy.length} under π_θ and ${behaviour.length} under π_β.`)
  }
  const logRatios = policy.map((value, t) => value - (behaviour[t] as number))
  const weights = (variant: PearVariant): VariantWeight[] => {
    const raws = rawLogWeights(logRatios, variant, settings)
    // No formula of PEAR looks at V.
    const [values = []] = formulas[variant].weights({ lp: [policy], lpb: [behaviour], V: 1 }, constantsOf(settings))
    return values.map((value, t) => {
      const raw = raws[t] as number
      return { raw, logWeight: Math.log(value), clipped: clipSide(raw, settings.clipLogG) }
    })
  }
  return {
    ratios: logRatios.map((raw) => ({
      raw,
      delta: clip(raw, settings.clipDelta),
      clipped: clipSide(raw, settings.clipDelta),
    })),
    token: weights('token'),
    block: weights('block'),
    sequence: weights('sequence'),
  }
}

/** Neighbouring tokens, both ends included, from 0. */
export interface Span {
  start: number
  end: number
}

/** The tokens that share one weight: each its own, blocks of B, or the whole response. */
export function sharedSpans(variant: PearVariant, length: number, block: number): Span[] {
  if (variant === 'sequence') return length > 0 ? [{ start: 0, end: length - 1 }] : []
  const size = variant === 'token' ? 1 : block
  const spans: Span[] = []
  for (let start = 0; start < length; start += size) spans.push({ start, end: blockEnd(start, size, length) })
  return spans
}

/** The tokens whose δ enter the weight of token t; undefined where there are none, as for the last token. */
export function ratioSpan(variant: PearVariant, t: number, length: number, block: number): Span | undefined {
  if (variant === 'sequence') return length > 0 ? { start: 0, end: length - 1 } : undefined
  const start = blockEnd(t, variant === 'token' ? 1 : block, length) + 1
  return start < length ? { start, end: length - 1 } : undefined
}

/** A token of the response, from 0, and the variant whose weight of it is explained. */
export interface Selection {
  variant: PearVariant
  t: number
}

/** A token as a cell shows it: what would be blank gets a sign. */
export const tokenText = (token: string): string => (token === ' ' ? '␣' : token === '\n' ? '↵' : token)
