import { SMALLEST_PROBABILITY } from '../../constants'
import { type Kernel, reads, uniform, WORKGROUP, writes } from '../device/kernel'
import type { Layout } from '../layout'
import { MEMBER, SIZES } from '../wgsl/structs'
import { main } from '../wgsl/rows'

/**
 * KL(π_β‖π) of every position in place of −log π(y), for members whose loss it is (METHOD.md, "PEAR weights", OPEN). Its gradient at
 * the logits is c·(π − π_β) where that of −log π(y) is c·(π − onehot(y)); so that one backward pass serves both, what it reads as
 * π becomes π − π_β + onehot(y).
 *
 * One invocation a row. `behaviour [S, R, V]` (π_β; zeros off the response), `probabilities [M, R, V]`, `tokens [M, R]`, whose last
 * number becomes the divergence.
 */
export function distil(layout: Layout): Kernel {
  const vectors = layout.vocabulary / 4
  return {
    name: 'distil',
    workgroupSize: WORKGROUP,
    buffers: {
      sizes: uniform('Sizes'),
      members: reads('array<Member>'),
      ids: reads('array<vec2u>'),
      behaviour: reads(),
      probabilities: writes(),
      tokens: writes(),
    },
    code: /* wgsl */ `
${SIZES}
${MEMBER}
const SMALLEST = vec4f(${SMALLEST_PROBABILITY});
${main(`
  if (id.x >= sizes.positions || members[id.z].distils == 0u) { return; }
  let row = id.z * sizes.rows + id.x;
  let offline = members[id.z].slot * sizes.rows + id.x;
  let y = ids[offline].y;
  var divergence = vec4f();
  for (var i = 0u; i < ${vectors}u; i++) {
    let pi = probabilities[row * ${vectors}u + i];
    let beta = behaviour[offline * ${vectors}u + i];
    divergence += beta * (log(max(beta, SMALLEST)) - log(max(pi, SMALLEST)));
    let hit = vec4u(y) == vec4u(i * 4u) + vec4u(0u, 1u, 2u, 3u);
    probabilities[row * ${vectors}u + i] = pi - beta + select(vec4f(), vec4f(1.0), hit);
  }
  tokens[row].w = dot(divergence, vec4f(1.0));
`)}`,
  }
}
