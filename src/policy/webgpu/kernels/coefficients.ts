import { LARGEST_LOG, SMALLEST_MEAN_WEIGHT } from '../../constants'
import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import { main } from '../wgsl/rows'
import { channel, CHANNEL_ROW, MEMBER, SEQUENCE, SIZES, SUMS } from '../wgsl/structs'

/*
 * What objectives make of log-probabilities: the coefficient of each token, `[M, R]`, and the sums that metrics need,
 * `[M, B, 16]`.
 */

export interface CoefficientsOptions {
  /** Whether a frozen reference stands beside the policies: for GRPO's k3 term and for ratios against the initial policy. */
  hasReference: boolean
}

/**
 * The coefficient of every token's −log π(y) in its member's loss, its reduction included, for all objectives of METHOD.md ("PEAR
 * weights", "Other SFT objectives", "GRPO"), and what the step's metrics sum.
 *
 * One invocation a sequence, from its last response token to its first, so that PEAR's Σ over later δ is at hand. Values off the
 * response are never read, and get coefficient 0. Branches depend on the member alone, which a workgroup shares.
 * `tokens`, `referenceTokens [M, R]` as of `crossEntropy` and `distil`, `offline [S, R]` (log π_β; log π_old or a given weight),
 * `sequences [S, B]`, `coefficients [M, R]` (padding rows stay zero), `sums [M, B, 4]`: vectors of the channels in `wgsl/structs`.
 */
export function coefficients({ hasReference }: CoefficientsOptions): Kernel {
  return {
    name: `coefficients${hasReference ? ' reference' : ''}`,
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      sequences: reads('array<Sequence>'),
      offline: reads('array<vec2f>'),
      tokens: reads(),
      ...(hasReference && { referenceTokens: reads() }),
      coefficients: writes('array<f32>'),
      sums: writes('array<Sums>'),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${SEQUENCE}
${SUMS}
${TERMS}
${PEAR}
${GRPO}
fn lossScale(member: Member, count: f32) -> f32 {
  switch member.reduction {
    case 0u: { return 1.0 / member.tokens; }
    case 1u: { return 1.0 / (member.rows * count); }
    default: { return 1.0 / (member.rows * member.maxResponse); }
  }
}
${main(`
  if (id.x >= sizes.batch) { return; }
  let member = members[id.z];
  let sequence = sequences[member.slot * sizes.batch + id.x];
  let count = sequence.count;
  let row = id.x * sizes.length;
  let own = id.z * sizes.rows + row;
  let first = own + sequence.first;
  let stored = member.slot * sizes.rows + row + sequence.first;
  for (var t = 0u; t < sizes.length; t++) {
    // One unsigned comparison for both ends: what lies before the response wraps around.
    if (t - sequence.first >= count) { coefficients[own + t] = 0.0; }
  }
  var sums0 = vec4f();
  var sums1 = vec4f();
  var sums2 = vec4f();
  var sums3 = vec4f();
  let scale = lossScale(member, f32(count));
  var reach = PearReach();
  if (member.kind == 2u && member.variant == 2u) {
    for (var n = count; n > 0u; n--) {
      reach.logG += boundedDelta(pearLogRatio(member, first + n - 1u, stored + n - 1u), member);
    }
  }
  for (var n = count; n > 0u; n--) {
    let t = n - 1u;
    let token = tokens[first + t];
    let loss = select(-token.x, token.w, member.distils == 1u);
    var terms = Terms();
    switch member.kind {
      case 0u: { terms = weighted(1.0, loss); }
      case 1u: { terms = weighted(exp(token.x), loss); }
      case 4u: { terms = weighted(offline[stored + t].y, loss); }
      case 2u: {
        let raw = pearLogRatio(member, first + t, stored + t);
        reach = pearReach(reach, member, t, count);
        terms = weighted(exp(min(max(reach.logG, member.logGLow), member.logGHigh)), loss);
        reach.later += boundedDelta(raw, member);
        sums1 += vec4f(0.0, 0.0, f32(raw < member.deltaLow), f32(raw > member.deltaHigh));
        sums2 += vec4f(f32(reach.logG < member.logGLow), f32(reach.logG > member.logGHigh), 0.0, 0.0);
      }
      default: {
        let policies = GrpoLogProbs(token.x, offline[stored + t].y, ${hasReference ? 'referenceTokens[first + t].x' : 'token.x'});
        let grpo = grpoTerms(policies, sequence.advantage, member);
        terms = grpo.terms;
        sums2 += vec4f(0.0, 0.0, grpo.clipped);
        sums3 = vec4f(sums3.x + grpo.mismatch, max(sums3.y, grpo.mismatch), 0.0, 0.0);
      }
    }
    coefficients[first + t] = scale * terms.coefficient;
    sums0 += vec4f(terms.loss, -token.x, token.y, terms.weight);
    sums1 += vec4f(terms.weight * terms.weight, token.z, 0.0, 0.0);
  }
  if (count > 0u) { sums0.x *= scale; }
  sums[id.z * sizes.batch + id.x] = Sums(sums0, sums1, sums2, sums3);
`)}

// log π_θ − log π_β before its clip; π_θ is the policy in training or the frozen reference.
fn pearLogRatio(member: Member, token: u32, stored: u32) -> f32 {
  ${hasReference ? 'if (member.initialRatio == 1u) { return referenceTokens[token].x - offline[stored].x; }' : ''}
  return tokens[token].x - offline[stored].x;
}`,
  }
}

/** What every objective comes down to, for one token and before the reduction. */
const TERMS = /* wgsl */ `
struct Terms { coefficient: f32, loss: f32, weight: f32 }
fn weighted(weight: f32, loss: f32) -> Terms { return Terms(weight, weight * loss, weight); }`

/** log G_t of METHOD.md, "PEAR weights", for tokens visited from the last to the first. */
const PEAR = /* wgsl */ `
struct PearReach {
  logG: f32,  // of the current token, before its clip
  later: f32, // Σ δ of the tokens visited before
}
fn boundedDelta(raw: f32, member: Member) -> f32 { return min(max(raw, member.deltaLow), member.deltaHigh); }
// A block's log G is fixed at its last token, the first that is visited; that of the response's last block, whole or not, is 0 from
// the start. A token of the variant 'token' is a block of its own.
fn pearReach(before: PearReach, member: Member, t: u32, count: u32) -> PearReach {
  if (member.variant == 2u) { return before; }
  let span = select(1u, member.block, member.variant == 1u);
  let atEnd = f32(count - 1u - t) * member.logGamma + before.later;
  return PearReach(select(before.logG, atEnd, (t + 1u) % span == 0u), before.later);
}`

/** ℓ_t and −∂ℓ_t/∂log π of METHOD.md, "GRPO": the gradient passes where ρ·A is the smaller branch. */
const GRPO = /* wgsl */ `
const LARGEST_LOG = f32(${LARGEST_LOG});
fn boundedLog(x: f32) -> f32 { return min(max(x, -LARGEST_LOG), LARGEST_LOG); }
struct GrpoLogProbs { now: f32, old: f32, reference: f32 }
struct GrpoTerms { terms: Terms, clipped: vec2f, mismatch: f32 }
fn grpoTerms(logProbs: GrpoLogProbs, advantage: f32, member: Member) -> GrpoTerms {
  let logRatio = logProbs.now - logProbs.old;
  let ratio = exp(boundedLog(logRatio));
  let free = ratio * advantage;
  let held = min(max(ratio, member.ratioLow), member.ratioHigh) * advantage;
  let open = free <= held;
  let gap = boundedLog(logProbs.reference - logProbs.now);
  let surplus = exp(gap) - 1.0;
  let coefficient = select(0.0, free, open) + member.klBeta * surplus;
  let loss = member.klBeta * (surplus - gap) - min(free, held);
  let clipped = vec2f(f32(!open && ratio < member.ratioLow), f32(!open && ratio > member.ratioHigh));
  return GrpoTerms(Terms(coefficient, loss, 0.0), clipped, abs(logRatio));
}`

/**
 * WGSL function `meanWeight`: the mean of a member's weights over its batch's response tokens, and 1 for members that keep their
 * weights as they are. Needs `sizes`, `members` and `sums` as `array<f32>`; sums sequences in order.
 */
export const MEAN_WEIGHT = /* wgsl */ `
fn meanWeight(m: u32) -> f32 {
  if (members[m].normalise == 0u) { return 1.0; }
  var sum = 0.0;
  for (var b = 0u; b < sizes.batch; b++) { sum += sums[(m * sizes.batch + b) * ${CHANNEL_ROW}u + ${channel('weight')}u]; }
  return max(sum / max(members[m].tokens, 1.0), ${SMALLEST_MEAN_WEIGHT});
}`

/**
 * Divides the coefficients of members that normalise their weights by the weights' mean (METHOD.md, "PEAR weights", OPEN). The sums of
 * such members stay as they are: `finish` divides them. Needed only where a member normalises.
 *
 * One invocation four rows of R: each adds up the batch's weights itself, so that none waits for another.
 * `sums [M, B, 16]`, `coefficients [M, R]`.
 */
export function normalise(): Kernel {
  return {
    name: 'normalise',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      sums: reads('array<f32>'),
      coefficients: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
${MEAN_WEIGHT}
${main(`
  if (id.x >= sizes.rows / 4u || members[id.z].normalise == 0u) { return; }
  let place = id.z * (sizes.rows / 4u) + id.x;
  let raw = coefficients[place];
  // What is 0 stays 0, whatever the mean is: padding rows outlive this step.
  coefficients[place] = select(raw / meanWeight(id.z), vec4f(), raw == vec4f());
`)}`,
  }
}
