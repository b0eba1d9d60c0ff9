import { NORM_EPSILON } from '../../constants'
import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { main } from '../wgsl/rows'
import { channel, CHANNEL_ROW, MEMBER, NORM_PARTS, OPTIMIZER, SIZES } from '../wgsl/structs'
import { MEAN_WEIGHT } from './coefficients'

/*
 * From partial gradients `[S, M, Q]` to new parameters `[M, P]`: their sum, its norm, clipping and metrics, AdamW. `gains` runs
 * after the sum.
 */

/**
 * Adds up the parts of the weight gradients' sums over rows, in order.
 *
 * One invocation a vec4. `partials [S, M, Q]`, `gradients [M, Q]`.
 */
export function reduce(layout: Layout): Kernel {
  const vectors = layout.gradientSize / 4
  return {
    name: 'reduce',
    workgroupSize: WORKGROUP,
    buffers: { sizes: uniform('Sizes'), partials: reads(), gradients: writes() },
    code: /* wgsl */ `
${SIZES}
${main(`
  if (id.x >= ${vectors}u) { return; }
  let place = id.z * ${vectors}u + id.x;
  var sum = partials[place];
  for (var part = 1u; part < sizes.parts; part++) { sum += partials[part * sizes.members * ${vectors}u + place]; }
  gradients[place] = sum;
`)}`,
  }
}

/**
 * Σ g² of each member's gradient over its P numbers, in parts (what is left of the Q after them has been added already).
 *
 * One invocation a part: every 512th vec4 from its own on. `gradients [M, Q]`, `normParts [M, 512]`.
 */
export function norm(layout: Layout): Kernel {
  return {
    name: 'norm',
    workgroupSize: WORKGROUP,
    buffers: { gradients: reads(), normParts: writes('array<f32>') },
    code: /* wgsl */ `
${main(`
  if (id.x >= ${NORM_PARTS}u) { return; }
  let start = id.z * ${layout.gradientSize / 4}u;
  var sum = 0.0;
  for (var i = id.x; i < ${layout.size / 4}u; i += ${NORM_PARTS}u) {
    let g = gradients[start + i];
    sum += dot(g, g);
  }
  normParts[id.z * ${NORM_PARTS}u + id.x] = sum;
`)}`,
  }
}

/**
 * A step's metrics, and the factor that clips each member's gradient: min(1, max/(‖g‖ + 1e-6)), as torch's `clip_grad_norm_`. The loss is
 * summed with its reduction; other channels become means over response tokens, `mismatchMax` a maximum.
 *
 * One invocation a channel of a member (one workgroup a member); that of `gradNorm` takes the norm.
 * `sums [M, B, 16]`, `normParts [M, 512]`, `scales [M]`, `metrics [M, 16]`.
 */
export function finish(): Kernel {
  return {
    name: 'finish',
    workgroupSize: CHANNEL_ROW,
    buffers: {
      sizes: uniform('Sizes'),
      optimizer: uniform('Optimizer'),
      members: reads('array<Member>'),
      sums: reads('array<f32>'),
      normParts: reads(),
      scales: writes('array<f32>'),
      metrics: writes('array<f32>'),
    },
    code: /* wgsl */ `
${SIZES}
${OPTIMIZER}
${MEMBER}
${MEAN_WEIGHT}
fn gradNorm(m: u32) -> f32 {
  var sum = vec4f();
  for (var i = 0u; i < ${NORM_PARTS / 4}u; i++) { sum += normParts[m * ${NORM_PARTS / 4}u + i]; }
  return sqrt(dot(sum, vec4f(1.0)));
}
fn measured(m: u32, c: u32) -> f32 {
  var sum = 0.0;
  var largest = 0.0;
  for (var b = 0u; b < sizes.batch; b++) {
    let value = sums[(m * sizes.batch + b) * ${CHANNEL_ROW}u + c];
    sum += value;
    largest = max(largest, value);
  }
  if (c == ${channel('mismatchMax')}u) { return largest; }
  if (c != ${channel('loss')}u) { sum /= max(members[m].tokens, 1.0); }
  let mean = meanWeight(m);
  if (c == ${channel('loss')}u || c == ${channel('weight')}u) { sum /= mean; }
  if (c == ${channel('weightSquared')}u) { sum = sum / mean / mean; }
  return sum;
}
${main(
  `
  let place = id.z * ${CHANNEL_ROW}u + id.x;
  if (id.x == ${channel('gradNorm')}u) {
    let length = gradNorm(id.z);
    scales[id.z] = min(1.0, optimizer.maxGradNorm / (length + ${NORM_EPSILON}));
    metrics[place] = length;
  } else {
    metrics[place] = measured(id.z, id.x);
  }
`,
  { workgroup: CHANNEL_ROW },
)}`,
  }
}

/**
 * One step of torch's AdamW (METHOD.md, "The policy"): p ← p·(1 − lr·wd) − lr·m̂/(√v̂ + ε), written with √v instead of √v̂, so that both
 * bias corrections are in the numbers of `Member` and `Optimizer`. Padding has gradient 0 and stays 0.
 *
 * One invocation a vec4. `gradients [M, Q]`, `scales [M]` (clipping), `parameters`, `firstMoments`, `secondMoments [M, P]`.
 */
export function adamw(layout: Layout): Kernel {
  const vectors = layout.size / 4
  return {
    name: 'adamw',
    workgroupSize: WORKGROUP,
    buffers: {
      optimizer: uniform('Optimizer'),
      members: reads('array<Member>'),
      gradients: reads(),
      scales: reads('array<f32>'),
      parameters: writes(),
      firstMoments: writes(),
      secondMoments: writes(),
    },
    code: /* wgsl */ `
${OPTIMIZER}
${MEMBER}
${main(`
  if (id.x >= ${vectors}u) { return; }
  let place = id.z * ${vectors}u + id.x;
  let g = gradients[id.z * ${layout.gradientSize / 4}u + id.x] * scales[id.z];
  let m = firstMoments[place] + (g - firstMoments[place]) * optimizer.toward1;
  let v = secondMoments[place] + (g * g - secondMoments[place]) * optimizer.toward2;
  firstMoments[place] = m;
  secondMoments[place] = v;
  let kept = parameters[place] * members[id.z].keep;
  parameters[place] = kept - members[id.z].rate * (m / (sqrt(v) + optimizer.epsilon));
`)}`,
  }
}
