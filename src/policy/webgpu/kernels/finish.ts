import { NORM_EPSILON } from '../../constants'
import { type Kernel, reads, uniform, writes } from '../device/kernel'
import { CHANNEL_ROW, channel, MEMBER, NORM_PARTS, OPTIMIZER, SIZES } from '../wgsl/structs'
import { main } from '../wgsl/rows'
import { MEAN_WEIGHT } from './normalise'

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
