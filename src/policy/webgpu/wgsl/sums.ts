import { type Channel, CHANNELS } from '../../metrics'

/**
 * Numbers of a row of channels, padded to whole vectors: `sums [M, B, 16]` of each sequence, and `metrics [M, 16]`, where the
 * gradient's norm follows the channels.
 */
export const CHANNEL_ROW = 16

/** Where a channel stands in its row. */
export const channel = (name: Channel | 'gradNorm'): number =>
  name === 'gradNorm' ? CHANNELS.length : CHANNELS.indexOf(name)

/** One sequence's channels as `coefficients` writes them, 64 bytes. */
export const SUMS = /* wgsl */ `
struct Sums {
  v0: vec4f, // loss, nll, entropy, weight
  v1: vec4f, // weightSquared, kl, deltaClippedLow, deltaClippedHigh
  v2: vec4f, // logGClippedLow, logGClippedHigh, ratioClippedLow, ratioClippedHigh
  v3: vec4f, // mismatch, mismatchMax, 0, 0
}`
