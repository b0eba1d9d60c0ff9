/*
 * The numbers of METHOD.md, "The policy", that all engines compute with, each written once. TypeScript reads this file, WGSL takes
 * the numbers as text, and AssemblyScript compiles it too: so it holds plain numbers and nothing else.
 */

/** θ of RoPE's angles t·θ^(−2i/dh). */
export const ROPE_BASE = 10_000.0

/** ε of RMSNorm: x/√(mean x² + ε). */
export const RMS_EPSILON = 1e-6

/** What torch's `clip_grad_norm_` adds to a norm before it divides by it. */
export const NORM_EPSILON = 1e-6

/** AdamW's ε, as torch has it; a setting of the seam that no experiment changes. */
export const ADAM_EPSILON = 1e-8

/** Bound of a log ratio before exp: e⁶⁰ is still far from float32's largest number. */
export const LARGEST_LOG = 60.0

/** Below it a probability's logarithm is not taken: what it bounds is multiplied by 0, or lost to float32. */
export const SMALLEST_PROBABILITY = 1e-37

/** Weights are never divided by a mean below this: a batch without tokens has mean 0. */
export const SMALLEST_MEAN_WEIGHT = 1e-30

/** 1 − 2⁻¹⁸, which keeps a sampler's threshold below the probabilities' float32 sum: no first token of probability 0 is taken. */
export const BELOW_ONE = 0.999996185302734375

/** The largest 1/temperature: with it the smallest gap between two float32 logits of size 1 leaves one token. */
export const COLDEST = 1e20
