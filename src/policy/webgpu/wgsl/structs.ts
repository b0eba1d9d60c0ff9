import { type Channel, CHANNELS } from '../../metrics'

/*
 * What host and kernels, or two kernels, have to agree on: WGSL structs and their sizes.
 */

/**
 * What every pass knows of its batch, a uniform of 32 bytes. Activations are `[M, R, N]`: member, row of B·T positions padded to
 * a multiple of 16, number; position t of sequence b is row b·T + t.
 */
export const SIZES = /* wgsl */ `
struct Sizes {
  rows: u32,      // R: B·T, padded to a multiple of 16
  positions: u32, // B·T
  length: u32,    // T
  batch: u32,     // B
  chunk: u32,     // rows of one part of a weight gradient's sum, a multiple of 16
  parts: u32,     // S: how many parts there are
  members: u32,   // M
  unused: u32,
}`

/**
 * What a step knows of a member, 96 bytes in storage `[M]`. Switches are 0 or 1. `kind`: 0 uniform (SFT), 1 probability (DFT),
 * 2 PEAR, 3 GRPO, 4 given weights. `variant`: 0 token, 1 block, 2 sequence. `reduction`: 0 token/dapo (Σ over tokens / tokens of the batch), 1 sequence/grpo (mean over
 * rows of each row's token mean), 2 dr_grpo (Σ / (rows · L_max)).
 */
export const MEMBER = /* wgsl */ `
struct Member {
  slot: u32,
  kind: u32,
  variant: u32,
  reduction: u32,
  block: u32,
  initialRatio: u32,
  normalise: u32,
  tokens: f32,      // response tokens in the member's batch
  rows: f32,        // its rows with a response
  maxResponse: f32, // L_max
  logGamma: f32,
  klBeta: f32,
  deltaLow: f32,
  deltaHigh: f32,
  logGLow: f32,
  logGHigh: f32,
  ratioLow: f32,    // 1 − ε_low
  ratioHigh: f32,   // 1 + ε_high
  rate: f32,        // learningRate · √(1 − β2^t) / (1 − β1^t), the bias corrections of adamw
  keep: f32,        // 1 − learningRate · weightDecay
  distils: u32,     // whether the loss is KL to the behaviour policy
  unused: array<u32, 3>,
}`

/** A sequence of a batch, 16 bytes in storage `[S, B]`: its response's tokens are predicted by `count` positions from `first` on. */
export const SEQUENCE = /* wgsl */ `
struct Sequence {
  first: u32,
  count: u32,
  advantage: f32,
  unused: u32,
}`

/** AdamW's numbers of one step that members share, a uniform of 16 bytes: `epsilon` carries a bias correction (see `adamw`). */
export const OPTIMIZER = /* wgsl */ `
struct Optimizer {
  epsilon: f32,     // ε · √(1 − β2^t)
  toward1: f32,     // 1 − β1: how far a moment goes towards its new value; on the device it would lose digits
  toward2: f32,     // 1 − β2
  maxGradNorm: f32,
}`

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

/** Bytes of one member's metrics. */
export const METRICS_BYTES = 4 * CHANNEL_ROW

/** Parts of the sum of a gradient's squares: enough to fill a device with one member, few enough for one invocation to add up. */
export const NORM_PARTS = 512
