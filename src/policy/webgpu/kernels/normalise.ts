import { SMALLEST_MEAN_WEIGHT } from '../../constants'
import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import { CHANNEL_ROW, channel, MEMBER, SIZES } from '../wgsl/structs'
import { main } from '../wgsl/rows'

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
